import type { Turn } from '~/api/turn';
import type { AnswerReply } from '~/api/types';
import { Skeleton } from '~/ui/skeleton';
import { strings } from '~/ui/strings';
import { Answer } from '../ask/answer';
import type { useThread } from '../ask/use_thread';
import type { ShowCitation } from '../library/use_citation';
import { CheckCard } from './check_card';
import { PartCard } from './part_card';
import type { Reveal } from './use_reveal';

type Props = {
  lessonId: string;
  reveal: Reveal;
  turn: Turn;
  thread: ReturnType<typeof useThread>;
  courseId?: string;
  busy: boolean;
  onCite: ShowCitation;
  onReply(reply: AnswerReply): void;
  onAnswer(turn: Turn, failed: boolean): void;
  onAskAgain(question: string): void;
};

// The parts in order, each question standing where it was asked. A list, not a live region.
export function RoomParts({ lessonId, reveal, turn, thread, courseId, busy, onCite, onReply, onAnswer, onAskAgain }: Props) {
  const questions = (after: number, orMore = false) =>
    thread.asked
      .filter((one) => one.after === after || (orMore && one.after > after))
      .map((one) => (
        <li key={one.key} className="part part-asked card">
          <Answer asked={one} courseId={courseId ?? ''} onCite={onCite} onConversation={thread.join} onTurn={onAnswer} onFailed={(failed) => { thread.drop(failed.key); onAskAgain(failed.question); }} />
        </li>
      ));
  return (
    <>
      <h2 className="sr-only">{strings.room.beats}</h2>
      <ol role="list" className="parts">
        {questions(0, reveal.visible.length === 0)}
        {reveal.visible.flatMap((beat, i) => [
          <li key={`beat-${beat.index}`} className={`part card${i >= reveal.fromStart ? ' is-new' : ''}`} data-kind={beat.kind}>
            {beat.check ? (
              <CheckCard lesson={lessonId} check={beat.check} known={turn.answers[beat.check.check_id]} skipped={reveal.skipped.includes(beat.check.check_id)} onReply={onReply} onSkip={() => beat.check && reveal.skip(beat.check.check_id)} onCite={onCite} />
            ) : (
              <PartCard beat={beat} onCite={onCite} />
            )}
          </li>,
          ...questions(i + 1, i + 1 === reveal.visible.length),
        ])}
      </ol>
      {busy && <div key={reveal.visible.length} className="part card part-waiting"><Skeleton /></div>}
    </>
  );
}
