-- The first schema, as PostgreSQL takes it. Frozen: later changes are migrations of their own.

CREATE TABLE attachment (
    sha256 VARCHAR COLLATE "C" NOT NULL,
    name TEXT NOT NULL,
    media_type VARCHAR COLLATE "C" NOT NULL,
    content BYTEA NOT NULL,
    PRIMARY KEY (sha256)
);

CREATE TABLE chain_head (
    id BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    movement BIGINT NOT NULL,
    lot BIGINT NOT NULL,
    hash VARCHAR COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT chain_head_one CHECK (id = 1)
);

CREATE TABLE incident (
    id BIGSERIAL NOT NULL,
    code VARCHAR COLLATE "C" NOT NULL,
    name TEXT NOT NULL,
    begins_on VARCHAR COLLATE "C",
    closed_on VARCHAR COLLATE "C",
    PRIMARY KEY (id),
    UNIQUE (code)
);

CREATE TABLE item (
    id BIGSERIAL NOT NULL,
    code VARCHAR COLLATE "C" NOT NULL,
    name TEXT NOT NULL,
    spec TEXT NOT NULL,
    unit TEXT NOT NULL,
    decimals BIGINT NOT NULL,
    category VARCHAR COLLATE "C" NOT NULL,
    category_verified BIGINT NOT NULL,
    group_name TEXT NOT NULL,
    mnemonic VARCHAR COLLATE "C" NOT NULL,
    search VARCHAR COLLATE "C" NOT NULL,
    reusable BIGINT NOT NULL,
    shelf_life_months BIGINT,
    minimum BIGINT NOT NULL,
    barcode VARCHAR COLLATE "C" NOT NULL,
    report_order BIGINT NOT NULL,
    brief_name TEXT NOT NULL,
    is_other BIGINT NOT NULL,
    active BIGINT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT item_decimals CHECK (decimals BETWEEN 0 AND 3),
    UNIQUE (code)
);

CREATE TABLE journal (
    sequence BIGINT NOT NULL,
    kind VARCHAR COLLATE "C" NOT NULL,
    subject VARCHAR COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    person TEXT NOT NULL,
    content TEXT NOT NULL,
    hash VARCHAR COLLATE "C" NOT NULL,
    PRIMARY KEY (sequence)
);

CREATE INDEX journal_kind ON journal (kind, sequence);

CREATE TABLE number_counter (
    series VARCHAR COLLATE "C" NOT NULL,
    day VARCHAR COLLATE "C" NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (series, day)
);

CREATE TABLE number_issued (
    series VARCHAR COLLATE "C" NOT NULL,
    day VARCHAR COLLATE "C" NOT NULL,
    n BIGINT NOT NULL,
    key VARCHAR COLLATE "C" NOT NULL,
    PRIMARY KEY (series, day, n),
    UNIQUE (key)
);

CREATE TABLE party (
    id BIGSERIAL NOT NULL,
    code VARCHAR COLLATE "C" NOT NULL,
    name TEXT NOT NULL,
    kind VARCHAR COLLATE "C" NOT NULL,
    address TEXT NOT NULL,
    contact TEXT NOT NULL,
    phone VARCHAR COLLATE "C" NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (code)
);

CREATE TABLE period (
    id BIGINT NOT NULL,
    name VARCHAR COLLATE "C" NOT NULL,
    starts_on VARCHAR COLLATE "C" NOT NULL,
    ends_on VARCHAR COLLATE "C" NOT NULL,
    state VARCHAR COLLATE "C" NOT NULL,
    revision BIGINT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT period_state CHECK (state IN ('open', 'closed')),
    CONSTRAINT period_days CHECK (starts_on <= ends_on),
    UNIQUE (name),
    UNIQUE (ends_on)
);

CREATE TABLE person (
    id BIGSERIAL NOT NULL,
    name TEXT NOT NULL,
    role VARCHAR COLLATE "C" NOT NULL,
    pin_hash VARCHAR COLLATE "C" NOT NULL,
    active BIGINT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (name)
);

CREATE TABLE secret (
    key_id VARCHAR COLLATE "C" NOT NULL,
    key BYTEA NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (key_id)
);

CREATE TABLE setting (
    name VARCHAR COLLATE "C" NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name)
);

CREATE TABLE draft (
    key VARCHAR COLLATE "C" NOT NULL,
    kind VARCHAR COLLATE "C" NOT NULL,
    state VARCHAR COLLATE "C" NOT NULL,
    number VARCHAR COLLATE "C",
    voucher_date VARCHAR COLLATE "C" NOT NULL,
    payload TEXT NOT NULL,
    request VARCHAR COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    prepared_by BIGINT,
    reviewed_by BIGINT,
    approved_by BIGINT,
    reason TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (key),
    CONSTRAINT draft_state CHECK (state IN ('draft', 'reviewed', 'approved', 'void')),
    UNIQUE (number),
    FOREIGN KEY(prepared_by) REFERENCES person (id),
    FOREIGN KEY(reviewed_by) REFERENCES person (id),
    FOREIGN KEY(approved_by) REFERENCES person (id)
);

CREATE INDEX ix_draft_state ON draft (state);

CREATE TABLE instruction (
    id BIGSERIAL NOT NULL,
    number VARCHAR COLLATE "C" NOT NULL,
    issuer TEXT NOT NULL,
    issued_on VARCHAR COLLATE "C",
    body TEXT NOT NULL,
    incident BIGINT,
    PRIMARY KEY (id),
    UNIQUE (number),
    FOREIGN KEY(incident) REFERENCES incident (id)
);

CREATE TABLE item_pack (
    item BIGINT NOT NULL,
    rank BIGINT NOT NULL,
    unit TEXT NOT NULL,
    size BIGINT,
    per_lot BIGINT NOT NULL,
    PRIMARY KEY (item, rank),
    CONSTRAINT item_pack_size CHECK (size > 0),
    FOREIGN KEY(item) REFERENCES item (id)
);

CREATE TABLE place (
    id BIGSERIAL NOT NULL,
    code VARCHAR COLLATE "C" NOT NULL,
    name TEXT NOT NULL,
    kind VARCHAR COLLATE "C" NOT NULL,
    level VARCHAR COLLATE "C" NOT NULL,
    parent BIGINT,
    warehouse BIGINT,
    area VARCHAR COLLATE "C" NOT NULL,
    inside BIGINT NOT NULL,
    custodian BIGINT,
    county TEXT NOT NULL,
    address TEXT NOT NULL,
    contact TEXT NOT NULL,
    phone VARCHAR COLLATE "C" NOT NULL,
    search VARCHAR COLLATE "C" NOT NULL,
    closed_on VARCHAR COLLATE "C",
    PRIMARY KEY (id),
    CONSTRAINT place_id_inside UNIQUE (id, inside),
    CONSTRAINT place_inside CHECK (inside IN (0, 1)),
    UNIQUE (code),
    FOREIGN KEY(parent) REFERENCES place (id),
    FOREIGN KEY(warehouse) REFERENCES place (id),
    FOREIGN KEY(custodian) REFERENCES party (id)
);

CREATE INDEX ix_place_parent ON place (parent);

CREATE INDEX ix_place_warehouse ON place (warehouse);

CREATE TABLE document (
    id BIGINT NOT NULL,
    key VARCHAR COLLATE "C" NOT NULL,
    kind VARCHAR COLLATE "C" NOT NULL,
    number VARCHAR COLLATE "C" NOT NULL,
    voucher_date VARCHAR COLLATE "C" NOT NULL,
    period BIGINT NOT NULL,
    effective_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    incident BIGINT,
    instruction BIGINT,
    warehouse BIGINT,
    site BIGINT,
    settles BIGINT,
    reverses BIGINT,
    prepared_by TEXT NOT NULL,
    reviewed_by TEXT NOT NULL,
    approved_by TEXT NOT NULL,
    request VARCHAR COLLATE "C" NOT NULL,
    content TEXT NOT NULL,
    content_version BIGINT NOT NULL,
    head VARCHAR COLLATE "C" NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (key),
    UNIQUE (number),
    FOREIGN KEY(period) REFERENCES period (id),
    FOREIGN KEY(incident) REFERENCES incident (id),
    FOREIGN KEY(instruction) REFERENCES instruction (id),
    FOREIGN KEY(warehouse) REFERENCES place (id),
    FOREIGN KEY(site) REFERENCES place (id),
    FOREIGN KEY(settles) REFERENCES document (id),
    UNIQUE (reverses),
    FOREIGN KEY(reverses) REFERENCES document (id)
);

CREATE INDEX document_incident ON document (incident, kind);

CREATE INDEX document_kind ON document (kind, voucher_date);

CREATE INDEX document_settles ON document (settles);

CREATE INDEX document_site ON document (site);

CREATE INDEX document_voucher_date ON document (voucher_date, id);

CREATE TABLE document_fact (
    sequence BIGINT NOT NULL,
    document BIGINT NOT NULL,
    name VARCHAR COLLATE "C" NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (sequence),
    FOREIGN KEY(document) REFERENCES document (id)
);

CREATE INDEX document_fact_document ON document_fact (document, name);

CREATE TABLE document_line (
    document BIGINT NOT NULL,
    line BIGINT NOT NULL,
    item BIGINT NOT NULL,
    code VARCHAR COLLATE "C" NOT NULL,
    name TEXT NOT NULL,
    spec TEXT NOT NULL,
    unit TEXT NOT NULL,
    ordered BIGINT NOT NULL,
    quantity BIGINT NOT NULL,
    note TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (document, line),
    FOREIGN KEY(document) REFERENCES document (id),
    FOREIGN KEY(item) REFERENCES item (id)
);

CREATE TABLE lot (
    id BIGINT NOT NULL,
    item BIGINT NOT NULL,
    lot_number VARCHAR COLLATE "C" NOT NULL,
    owner VARCHAR COLLATE "C" NOT NULL,
    origin BIGINT,
    maker TEXT NOT NULL,
    made VARCHAR COLLATE "C",
    expires VARCHAR COLLATE "C",
    pack_size BIGINT,
    unit_cost BIGINT NOT NULL,
    approximate BIGINT NOT NULL,
    document BIGINT NOT NULL,
    line BIGINT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT lot_unit_cost CHECK (unit_cost >= 0),
    CONSTRAINT lot_owner CHECK (owner IN ('own', 'held', 'borrowed')),
    FOREIGN KEY(item) REFERENCES item (id),
    FOREIGN KEY(origin) REFERENCES party (id),
    FOREIGN KEY(document) REFERENCES document (id)
);

CREATE INDEX lot_document ON lot (document, line);

CREATE INDEX lot_item ON lot (item);

CREATE TABLE balance (
    place BIGINT NOT NULL,
    lot BIGINT NOT NULL,
    item BIGINT NOT NULL,
    inside BIGINT NOT NULL,
    quantity BIGINT NOT NULL,
    packs BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    reserved BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    PRIMARY KEY (place, lot),
    CONSTRAINT balance_place FOREIGN KEY(place, inside) REFERENCES place (id, inside),
    CONSTRAINT balance_not_below_zero CHECK (inside = 0 OR quantity >= 0),
    CONSTRAINT balance_packs CHECK (inside = 0 OR packs >= 0),
    CONSTRAINT balance_no_empty_packs CHECK (inside = 0 OR quantity > 0 OR packs = 0),
    CONSTRAINT balance_no_empty_amount CHECK (inside = 0 OR quantity > 0 OR amount = 0),
    CONSTRAINT balance_reserved CHECK (reserved >= 0),
    FOREIGN KEY(lot) REFERENCES lot (id),
    FOREIGN KEY(item) REFERENCES item (id)
);

CREATE INDEX balance_lot ON balance (lot);

CREATE INDEX balance_stock ON balance (place, item) WHERE quantity > 0;

CREATE TABLE closing (
    period BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    place BIGINT NOT NULL,
    lot BIGINT NOT NULL,
    quantity BIGINT NOT NULL,
    packs BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (period, revision, place, lot),
    FOREIGN KEY(period) REFERENCES period (id),
    FOREIGN KEY(place) REFERENCES place (id),
    FOREIGN KEY(lot) REFERENCES lot (id)
);

CREATE TABLE consignment (
    document BIGINT NOT NULL,
    line BIGINT NOT NULL,
    lot BIGINT NOT NULL,
    open BIGINT NOT NULL,
    lost BIGINT NOT NULL,
    PRIMARY KEY (document, line, lot),
    CONSTRAINT consignment_open CHECK (open >= 0),
    CONSTRAINT consignment_lost CHECK (lost >= 0),
    FOREIGN KEY(document) REFERENCES document (id),
    FOREIGN KEY(lot) REFERENCES lot (id)
);

CREATE TABLE count_anchor (
    document BIGINT NOT NULL,
    place BIGINT NOT NULL,
    lot BIGINT NOT NULL,
    counted_at BIGINT NOT NULL,
    counted BIGINT NOT NULL,
    PRIMARY KEY (document, place, lot),
    FOREIGN KEY(document) REFERENCES document (id),
    FOREIGN KEY(place) REFERENCES place (id),
    FOREIGN KEY(lot) REFERENCES lot (id)
);

CREATE INDEX count_anchor_counted_at ON count_anchor (counted_at);

CREATE INDEX count_anchor_place ON count_anchor (place, lot, counted_at);

CREATE TABLE flow (
    period BIGINT NOT NULL,
    from_place BIGINT NOT NULL,
    to_place BIGINT NOT NULL,
    lot BIGINT NOT NULL,
    reason VARCHAR COLLATE "C" NOT NULL,
    quantity BIGINT NOT NULL,
    packs BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (period, from_place, to_place, lot, reason),
    FOREIGN KEY(period) REFERENCES period (id),
    FOREIGN KEY(from_place) REFERENCES place (id),
    FOREIGN KEY(to_place) REFERENCES place (id),
    FOREIGN KEY(lot) REFERENCES lot (id)
);

CREATE TABLE movement (
    sequence BIGINT NOT NULL,
    document BIGINT NOT NULL,
    line BIGINT NOT NULL,
    lot BIGINT NOT NULL,
    from_place BIGINT NOT NULL,
    to_place BIGINT NOT NULL,
    reason VARCHAR COLLATE "C" NOT NULL,
    quantity BIGINT NOT NULL,
    packs BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    effective_at BIGINT NOT NULL,
    period BIGINT NOT NULL,
    undoes BIGINT,
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
);

CREATE INDEX movement_document ON movement (document);

CREATE INDEX movement_from ON movement (from_place, lot, effective_at);

CREATE INDEX movement_period ON movement (period, effective_at);

CREATE INDEX movement_to ON movement (to_place, lot, effective_at);

CREATE TABLE reservation (
    draft VARCHAR COLLATE "C" NOT NULL,
    line BIGINT NOT NULL,
    place BIGINT NOT NULL,
    lot BIGINT NOT NULL,
    quantity BIGINT NOT NULL,
    PRIMARY KEY (draft, line, place, lot),
    CONSTRAINT reservation_quantity CHECK (quantity > 0),
    FOREIGN KEY(draft) REFERENCES draft (key),
    FOREIGN KEY(place) REFERENCES place (id),
    FOREIGN KEY(lot) REFERENCES lot (id)
);

CREATE FUNCTION written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'written once: %', TG_TABLE_NAME;
END
$$;

CREATE TRIGGER lot_written_once BEFORE UPDATE OR DELETE ON lot
    FOR EACH ROW EXECUTE FUNCTION written_once();

CREATE TRIGGER lot_not_truncated BEFORE TRUNCATE ON lot
    FOR EACH STATEMENT EXECUTE FUNCTION written_once();

CREATE TRIGGER number_issued_written_once BEFORE UPDATE OR DELETE ON number_issued
    FOR EACH ROW EXECUTE FUNCTION written_once();

CREATE TRIGGER number_issued_not_truncated BEFORE TRUNCATE ON number_issued
    FOR EACH STATEMENT EXECUTE FUNCTION written_once();

CREATE TRIGGER document_written_once BEFORE UPDATE OR DELETE ON document
    FOR EACH ROW EXECUTE FUNCTION written_once();

CREATE TRIGGER document_not_truncated BEFORE TRUNCATE ON document
    FOR EACH STATEMENT EXECUTE FUNCTION written_once();

CREATE TRIGGER document_line_written_once BEFORE UPDATE OR DELETE ON document_line
    FOR EACH ROW EXECUTE FUNCTION written_once();

CREATE TRIGGER document_line_not_truncated BEFORE TRUNCATE ON document_line
    FOR EACH STATEMENT EXECUTE FUNCTION written_once();

CREATE TRIGGER document_fact_written_once BEFORE UPDATE OR DELETE ON document_fact
    FOR EACH ROW EXECUTE FUNCTION written_once();

CREATE TRIGGER document_fact_not_truncated BEFORE TRUNCATE ON document_fact
    FOR EACH STATEMENT EXECUTE FUNCTION written_once();

CREATE TRIGGER movement_written_once BEFORE UPDATE OR DELETE ON movement
    FOR EACH ROW EXECUTE FUNCTION written_once();

CREATE TRIGGER movement_not_truncated BEFORE TRUNCATE ON movement
    FOR EACH STATEMENT EXECUTE FUNCTION written_once();

CREATE TRIGGER closing_written_once BEFORE UPDATE OR DELETE ON closing
    FOR EACH ROW EXECUTE FUNCTION written_once();

CREATE TRIGGER closing_not_truncated BEFORE TRUNCATE ON closing
    FOR EACH STATEMENT EXECUTE FUNCTION written_once();

CREATE TRIGGER count_anchor_written_once BEFORE UPDATE OR DELETE ON count_anchor
    FOR EACH ROW EXECUTE FUNCTION written_once();

CREATE TRIGGER count_anchor_not_truncated BEFORE TRUNCATE ON count_anchor
    FOR EACH STATEMENT EXECUTE FUNCTION written_once();

CREATE TRIGGER journal_written_once BEFORE UPDATE OR DELETE ON journal
    FOR EACH ROW EXECUTE FUNCTION written_once();

CREATE TRIGGER journal_not_truncated BEFORE TRUNCATE ON journal
    FOR EACH STATEMENT EXECUTE FUNCTION written_once();
