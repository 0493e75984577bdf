"""Wrong PINs: two cost nothing, the third a wait, each one after it twice as long."""

from supplydesk.ui.attempts import FIRST_WAIT, LONGEST_WAIT, Attempts


def test_the_wait_doubles_up_to_a_limit_and_the_right_pin_ends_it() -> None:
    now = [100.0]
    attempts = Attempts(lambda: now[0])
    waits = []
    for _ in range(12):
        attempts.wrong("王××")
        waits.append(attempts.wait("王××"))
    assert waits[:5] == [0, 0, FIRST_WAIT, 2 * FIRST_WAIT, 4 * FIRST_WAIT]
    assert waits[-1] == LONGEST_WAIT
    assert attempts.wait("李××") == 0, "each has her own"
    now[0] += LONGEST_WAIT - 0.5
    assert attempts.wait("王××") == 1
    now[0] += 0.5
    assert attempts.wait("王××") == 0
    attempts.right("王××")
    attempts.wrong("王××")
    assert attempts.wait("王××") == 0
