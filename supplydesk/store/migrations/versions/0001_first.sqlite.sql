-- The first schema, as SQLite takes it. Frozen: later changes are migrations of their own.

CREATE TABLE attachment (
    sha256 TEXT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (sha256)
)
 STRICT;

CREATE TABLE chain_head (
    id INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    movement INTEGER NOT NULL,
    lot INTEGER NOT NULL,
    hash TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT chain_head_one CHECK (id = 1)
)
 STRICT;

CREATE TABLE incident (
    id INTEGER NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    begins_on TEXT,
    closed_on TEXT,
    PRIMARY KEY (id),
    UNIQUE (code)
)
 STRICT;

CREATE TABLE item (
    id INTEGER NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    spec TEXT NOT NULL,
    unit TEXT NOT NULL,
    decimals INTEGER NOT NULL,
    category TEXT NOT NULL,
    category_verified INTEGER NOT NULL,
    group_name TEXT NOT NULL,
    mnemonic TEXT NOT NULL,
    search TEXT NOT NULL,
    reusable INTEGER NOT NULL,
    shelf_life_months INTEGER,
    minimum INTEGER NOT NULL,
    barcode TEXT NOT NULL,
    report_order INTEGER NOT NULL,
    brief_name TEXT NOT NULL,
    is_other INTEGER NOT NULL,
    active INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT item_decimals CHECK (decimals BETWEEN 0 AND 3),
    UNIQUE (code)
)
 STRICT;

CREATE TABLE journal (
    sequence INTEGER NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    at INTEGER NOT NULL,
    person TEXT NOT NULL,
    content TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (sequence)
)
 STRICT;

CREATE INDEX journal_kind ON journal (kind, sequence);

CREATE TABLE number_counter (
    series TEXT NOT NULL,
    day TEXT NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (series, day)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE number_issued (
    series TEXT NOT NULL,
    day TEXT NOT NULL,
    n INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    PRIMARY KEY (series, day, n),
    UNIQUE ("key")
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE party (
    id INTEGER NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    address TEXT NOT NULL,
    contact TEXT NOT NULL,
    phone TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (code)
)
 STRICT;

CREATE TABLE period (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    state TEXT NOT NULL,
    revision INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT period_state CHECK (state IN ('open', 'closed')),
    CONSTRAINT period_days CHECK (starts_on <= ends_on),
    UNIQUE (name),
    UNIQUE (ends_on)
)
 STRICT;

CREATE TABLE person (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    pin_hash TEXT NOT NULL,
    active INTEGER NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (name)
)
 STRICT;

CREATE TABLE secret (
    key_id TEXT NOT NULL,
    "key" BLOB NOT NULL,
    made_at INTEGER NOT NULL,
    PRIMARY KEY (key_id)
)
 STRICT;

CREATE TABLE setting (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name)
)
 STRICT;

CREATE TABLE draft (
    "key" TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    number TEXT,
    voucher_date TEXT NOT NULL,
    payload TEXT NOT NULL,
    request TEXT NOT NULL,
    version INTEGER NOT NULL,
    prepared_by INTEGER,
    reviewed_by INTEGER,
    approved_by INTEGER,
    reason TEXT NOT NULL,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY ("key"),
    CONSTRAINT draft_state CHECK (state IN ('draft', 'reviewed', 'approved', 'void')),
    UNIQUE (number),
    FOREIGN KEY(prepared_by) REFERENCES person (id),
    FOREIGN KEY(reviewed_by) REFERENCES person (id),
    FOREIGN KEY(approved_by) REFERENCES person (id)
)
 STRICT;

CREATE INDEX ix_draft_state ON draft (state);

CREATE TABLE instruction (
    id INTEGER NOT NULL,
    number TEXT NOT NULL,
    issuer TEXT NOT NULL,
    issued_on TEXT,
    body TEXT NOT NULL,
    incident INTEGER,
    PRIMARY KEY (id),
    UNIQUE (number),
    FOREIGN KEY(incident) REFERENCES incident (id)
)
 STRICT;

CREATE TABLE item_pack (
    item INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    unit TEXT NOT NULL,
    size INTEGER,
    per_lot INTEGER NOT NULL,
    PRIMARY KEY (item, rank),
    CONSTRAINT item_pack_size CHECK (size > 0),
    FOREIGN KEY(item) REFERENCES item (id)
)
 STRICT;

CREATE TABLE place (
    id INTEGER NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    level TEXT NOT NULL,
    parent INTEGER,
    warehouse INTEGER,
    area TEXT NOT NULL,
    inside INTEGER NOT NULL,
    custodian INTEGER,
    county TEXT NOT NULL,
    address TEXT NOT NULL,
    contact TEXT NOT NULL,
    phone TEXT NOT NULL,
    search TEXT NOT NULL,
    closed_on TEXT,
    PRIMARY KEY (id),
    CONSTRAINT place_id_inside UNIQUE (id, inside),
    CONSTRAINT place_inside CHECK (inside IN (0, 1)),
    UNIQUE (code),
    FOREIGN KEY(parent) REFERENCES place (id),
    FOREIGN KEY(warehouse) REFERENCES place (id),
    FOREIGN KEY(custodian) REFERENCES party (id)
)
 STRICT;

CREATE INDEX ix_place_parent ON place (parent);

CREATE INDEX ix_place_warehouse ON place (warehouse);

CREATE TABLE document (
    id INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    voucher_date TEXT NOT NULL,
    period INTEGER NOT NULL,
    effective_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    incident INTEGER,
    instruction INTEGER,
    warehouse INTEGER,
    site INTEGER,
    settles INTEGER,
    reverses INTEGER,
    prepared_by TEXT NOT NULL,
    reviewed_by TEXT NOT NULL,
    approved_by TEXT NOT NULL,
    request TEXT NOT NULL,
    content TEXT NOT NULL,
    content_version INTEGER NOT NULL,
    head TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE ("key"),
    UNIQUE (number),
    FOREIGN KEY(period) REFERENCES period (id),
    FOREIGN KEY(incident) REFERENCES incident (id),
    FOREIGN KEY(instruction) REFERENCES instruction (id),
    FOREIGN KEY(warehouse) REFERENCES place (id),
    FOREIGN KEY(site) REFERENCES place (id),
    FOREIGN KEY(settles) REFERENCES document (id),
    UNIQUE (reverses),
    FOREIGN KEY(reverses) REFERENCES document (id)
)
 STRICT;

CREATE INDEX document_incident ON document (incident, kind);

CREATE INDEX document_kind ON document (kind, voucher_date);

CREATE INDEX document_settles ON document (settles);

CREATE INDEX document_site ON document (site);

CREATE INDEX document_voucher_date ON document (voucher_date, id);

CREATE TABLE document_fact (
    sequence INTEGER NOT NULL,
    document INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (sequence),
    FOREIGN KEY(document) REFERENCES document (id)
)
 STRICT;

CREATE INDEX document_fact_document ON document_fact (document, name);

CREATE TABLE document_line (
    document INTEGER NOT NULL,
    line INTEGER NOT NULL,
    item INTEGER NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    spec TEXT NOT NULL,
    unit TEXT NOT NULL,
    ordered INTEGER NOT NULL,
    quantity INTEGER NOT NULL,
    note TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (document, line),
    FOREIGN KEY(document) REFERENCES document (id),
    FOREIGN KEY(item) REFERENCES item (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE lot (
    id INTEGER NOT NULL,
    item INTEGER NOT NULL,
    lot_number TEXT NOT NULL,
    owner TEXT NOT NULL,
    origin INTEGER,
    maker TEXT NOT NULL,
    made TEXT,
    expires TEXT,
    pack_size INTEGER,
    unit_cost INTEGER NOT NULL,
    approximate INTEGER NOT NULL,
    document INTEGER NOT NULL,
    line INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT lot_unit_cost CHECK (unit_cost >= 0),
    CONSTRAINT lot_owner CHECK (owner IN ('own', 'held', 'borrowed')),
    FOREIGN KEY(item) REFERENCES item (id),
    FOREIGN KEY(origin) REFERENCES party (id),
    FOREIGN KEY(document) REFERENCES document (id)
)
 STRICT;

CREATE INDEX lot_document ON lot (document, line);

CREATE INDEX lot_item ON lot (item);

CREATE TABLE balance (
    place INTEGER NOT NULL,
    lot INTEGER NOT NULL,
    item INTEGER NOT NULL,
    inside INTEGER NOT NULL,
    quantity INTEGER NOT NULL,
    packs INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    reserved INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    PRIMARY KEY (place, lot),
    CONSTRAINT balance_place FOREIGN KEY(place, inside) REFERENCES place (id, inside),
    CONSTRAINT balance_not_below_zero CHECK (inside = 0 OR quantity >= 0),
    CONSTRAINT balance_packs CHECK (inside = 0 OR packs >= 0),
    CONSTRAINT balance_no_empty_packs CHECK (inside = 0 OR quantity > 0 OR packs = 0),
    CONSTRAINT balance_no_empty_amount CHECK (inside = 0 OR quantity > 0 OR amount = 0),
    CONSTRAINT balance_reserved CHECK (reserved >= 0),
    FOREIGN KEY(lot) REFERENCES lot (id),
    FOREIGN KEY(item) REFERENCES item (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX balance_lot ON balance (lot);

CREATE INDEX balance_stock ON balance (place, item) WHERE quantity > 0;

CREATE TABLE closing (
    period INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    place INTEGER NOT NULL,
    lot INTEGER NOT NULL,
    quantity INTEGER NOT NULL,
    packs INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (period, revision, place, lot),
    FOREIGN KEY(period) REFERENCES period (id),
    FOREIGN KEY(place) REFERENCES place (id),
    FOREIGN KEY(lot) REFERENCES lot (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE consignment (
    document INTEGER NOT NULL,
    line INTEGER NOT NULL,
    lot INTEGER NOT NULL,
    open INTEGER NOT NULL,
    lost INTEGER NOT NULL,
    PRIMARY KEY (document, line, lot),
    CONSTRAINT consignment_open CHECK (open >= 0),
    CONSTRAINT consignment_lost CHECK (lost >= 0),
    FOREIGN KEY(document) REFERENCES document (id),
    FOREIGN KEY(lot) REFERENCES lot (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE count_anchor (
    document INTEGER NOT NULL,
    place INTEGER NOT NULL,
    lot INTEGER NOT NULL,
    counted_at INTEGER NOT NULL,
    counted INTEGER NOT NULL,
    PRIMARY KEY (document, place, lot),
    FOREIGN KEY(document) REFERENCES document (id),
    FOREIGN KEY(place) REFERENCES place (id),
    FOREIGN KEY(lot) REFERENCES lot (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX count_anchor_counted_at ON count_anchor (counted_at);

CREATE INDEX count_anchor_place ON count_anchor (place, lot, counted_at);

CREATE TABLE flow (
    period INTEGER NOT NULL,
    from_place INTEGER NOT NULL,
    to_place INTEGER NOT NULL,
    lot INTEGER NOT NULL,
    reason TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    packs INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (period, from_place, to_place, lot, reason),
    FOREIGN KEY(period) REFERENCES period (id),
    FOREIGN KEY(from_place) REFERENCES place (id),
    FOREIGN KEY(to_place) REFERENCES place (id),
    FOREIGN KEY(lot) REFERENCES lot (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE movement (
    sequence INTEGER NOT NULL,
    document INTEGER NOT NULL,
    line INTEGER NOT NULL,
    lot INTEGER NOT NULL,
    from_place INTEGER NOT NULL,
    to_place INTEGER NOT NULL,
    reason TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    packs INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    effective_at INTEGER NOT NULL,
    period INTEGER NOT NULL,
    undoes INTEGER,
    PRIMARY KEY (sequence),
    CONSTRAINT movement_quantity CHECK (quantity > 0),
    CONSTRAINT movement_packs CHECK (packs >= 0),
    CONSTRAINT movement_places CHECK (from_place <> to_place),
    FOREIGN KEY(document) REFERENCES document (id),
    FOREIGN KEY(lot) REFERENCES lot (id),
    FOREIGN KEY(from_place) REFERENCES place (id),
    FOREIGN KEY(to_place) REFERENCES place (id),
    FOREIGN KEY(period) REFERENCES period (id),
    FOREIGN KEY(undoes) REFERENCES movement (sequence)
)
 STRICT;

CREATE INDEX movement_document ON movement (document);

CREATE INDEX movement_from ON movement (from_place, lot, effective_at);

CREATE INDEX movement_period ON movement (period, effective_at);

CREATE INDEX movement_to ON movement (to_place, lot, effective_at);

CREATE TABLE reservation (
    draft TEXT NOT NULL,
    line INTEGER NOT NULL,
    place INTEGER NOT NULL,
    lot INTEGER NOT NULL,
    quantity INTEGER NOT NULL,
    PRIMARY KEY (draft, line, place, lot),
    CONSTRAINT reservation_quantity CHECK (quantity > 0),
    FOREIGN KEY(draft) REFERENCES draft ("key"),
    FOREIGN KEY(place) REFERENCES place (id),
    FOREIGN KEY(lot) REFERENCES lot (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TRIGGER lot_no_update BEFORE UPDATE ON lot
BEGIN
    SELECT RAISE(ABORT, 'written once: lot');
END;

CREATE TRIGGER lot_no_delete BEFORE DELETE ON lot
BEGIN
    SELECT RAISE(ABORT, 'written once: lot');
END;

CREATE TRIGGER lot_no_replace BEFORE INSERT ON lot
WHEN EXISTS (SELECT 1 FROM lot WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'written once: lot');
END;

CREATE TRIGGER number_issued_no_update BEFORE UPDATE ON number_issued
BEGIN
    SELECT RAISE(ABORT, 'written once: number_issued');
END;

CREATE TRIGGER number_issued_no_delete BEFORE DELETE ON number_issued
BEGIN
    SELECT RAISE(ABORT, 'written once: number_issued');
END;

CREATE TRIGGER number_issued_no_replace BEFORE INSERT ON number_issued
WHEN EXISTS (SELECT 1 FROM number_issued WHERE (series = NEW.series AND day = NEW.day AND n = NEW.n) OR key = NEW.key)
BEGIN
    SELECT RAISE(ABORT, 'written once: number_issued');
END;

CREATE TRIGGER document_no_update BEFORE UPDATE ON document
BEGIN
    SELECT RAISE(ABORT, 'written once: document');
END;

CREATE TRIGGER document_no_delete BEFORE DELETE ON document
BEGIN
    SELECT RAISE(ABORT, 'written once: document');
END;

CREATE TRIGGER document_no_replace BEFORE INSERT ON document
WHEN EXISTS (SELECT 1 FROM document WHERE id = NEW.id OR key = NEW.key OR number = NEW.number OR reverses = NEW.reverses)
BEGIN
    SELECT RAISE(ABORT, 'written once: document');
END;

CREATE TRIGGER document_line_no_update BEFORE UPDATE ON document_line
BEGIN
    SELECT RAISE(ABORT, 'written once: document_line');
END;

CREATE TRIGGER document_line_no_delete BEFORE DELETE ON document_line
BEGIN
    SELECT RAISE(ABORT, 'written once: document_line');
END;

CREATE TRIGGER document_line_no_replace BEFORE INSERT ON document_line
WHEN EXISTS (SELECT 1 FROM document_line WHERE (document = NEW.document AND line = NEW.line))
BEGIN
    SELECT RAISE(ABORT, 'written once: document_line');
END;

CREATE TRIGGER document_fact_no_update BEFORE UPDATE ON document_fact
BEGIN
    SELECT RAISE(ABORT, 'written once: document_fact');
END;

CREATE TRIGGER document_fact_no_delete BEFORE DELETE ON document_fact
BEGIN
    SELECT RAISE(ABORT, 'written once: document_fact');
END;

CREATE TRIGGER document_fact_no_replace BEFORE INSERT ON document_fact
WHEN EXISTS (SELECT 1 FROM document_fact WHERE sequence = NEW.sequence)
BEGIN
    SELECT RAISE(ABORT, 'written once: document_fact');
END;

CREATE TRIGGER movement_no_update BEFORE UPDATE ON movement
BEGIN
    SELECT RAISE(ABORT, 'written once: movement');
END;

CREATE TRIGGER movement_no_delete BEFORE DELETE ON movement
BEGIN
    SELECT RAISE(ABORT, 'written once: movement');
END;

CREATE TRIGGER movement_no_replace BEFORE INSERT ON movement
WHEN EXISTS (SELECT 1 FROM movement WHERE sequence = NEW.sequence)
BEGIN
    SELECT RAISE(ABORT, 'written once: movement');
END;

CREATE TRIGGER closing_no_update BEFORE UPDATE ON closing
BEGIN
    SELECT RAISE(ABORT, 'written once: closing');
END;

CREATE TRIGGER closing_no_delete BEFORE DELETE ON closing
BEGIN
    SELECT RAISE(ABORT, 'written once: closing');
END;

CREATE TRIGGER closing_no_replace BEFORE INSERT ON closing
WHEN EXISTS (SELECT 1 FROM closing WHERE (period = NEW.period AND revision = NEW.revision AND place = NEW.place AND lot = NEW.lot))
BEGIN
    SELECT RAISE(ABORT, 'written once: closing');
END;

CREATE TRIGGER count_anchor_no_update BEFORE UPDATE ON count_anchor
BEGIN
    SELECT RAISE(ABORT, 'written once: count_anchor');
END;

CREATE TRIGGER count_anchor_no_delete BEFORE DELETE ON count_anchor
BEGIN
    SELECT RAISE(ABORT, 'written once: count_anchor');
END;

CREATE TRIGGER count_anchor_no_replace BEFORE INSERT ON count_anchor
WHEN EXISTS (SELECT 1 FROM count_anchor WHERE (document = NEW.document AND place = NEW.place AND lot = NEW.lot))
BEGIN
    SELECT RAISE(ABORT, 'written once: count_anchor');
END;

CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
BEGIN
    SELECT RAISE(ABORT, 'written once: journal');
END;

CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
BEGIN
    SELECT RAISE(ABORT, 'written once: journal');
END;

CREATE TRIGGER journal_no_replace BEFORE INSERT ON journal
WHEN EXISTS (SELECT 1 FROM journal WHERE sequence = NEW.sequence)
BEGIN
    SELECT RAISE(ABORT, 'written once: journal');
END;
