import { Link } from '@tanstack/react-router';
import type { Turn } from '~/api/turn';
import { Button, buttonClass } from '~/ui/button';
import { Icon } from '~/ui/icons';
import { strings } from '~/ui/strings';

type Props = { turn: Turn; courseId?: string; busy: boolean; error?: string; onContinue(): void };

// The last card: the lesson is over, or it broke off and can go on.
export function RoomEnd({ turn, courseId, busy, error, onContinue }: Props) {
  const checks = turn.beats.filter((beat) => beat.check).length;
  const right = Object.values(turn.answers).filter((answer) => answer.verdict === 'correct').length;
  const done = turn.state === 'done';
  return (
    <section className={`room-end card pad stack is-${turn.state}`} aria-label={strings.room.endings[turn.state]}>
      <h3>{strings.room.endings[turn.state]}</h3>
      <p>{done ? strings.room.doneText(right, checks) : (turn.ending?.error?.message ?? turn.ending?.reason ?? strings.room.keptText)}</p>
      {error && <p className="check-failed" role="alert">{error}</p>}
      <div className="row">
        {!done && <Button look="primary" aria-disabled={busy} onClick={() => !busy && onContinue()}><Icon name="play" />{strings.room.goOn}</Button>}
        {courseId && <Link className={buttonClass(done ? 'primary' : 'plain')} to="/course/$courseId" params={{ courseId }}>{strings.room.another}</Link>}
      </div>
    </section>
  );
}
