import { lazy, Suspense, useCallback, useState } from 'react';
import type { Turn } from '~/api/turn';
import { strings } from '~/ui/strings';
import { useCitation } from '../library/use_citation';
import { Answer } from './answer';
import './ask.css';
import { Composer } from './composer';
import { type Asked, useThread } from './use_thread';

const PassageSheet = lazy(() => import('../library/passage_sheet').then((module) => ({ default: module.PassageSheet })));

// Questions to a whole course.
export function AskCourse({ courseId }: { courseId: string }) {
  const { asked, ask, change, drop } = useThread(courseId);
  const [offered, setOffered] = useState<{ text: string }>();
  const { citation, show, close } = useCitation();
  const again = (one: Asked) => {
    drop(one.key);
    setOffered({ text: one.question });
  };
  return (
    <section className="section ask-course card pad" aria-labelledby="ask">
      <h2 id="ask">{strings.course.askTitle}</h2>
      <div className="stack">
        {asked.map((one) => (
          <CourseAnswer key={one.key} asked={one} courseId={courseId} onCite={show} onFailed={again} onConversation={(conversation) => change(one.key, { conversation })} />
        ))}
      </div>
      <Composer scope={courseId} placeholder={strings.ask.course} offered={offered} last={asked.at(-1)?.question} onAsk={(question) => ask({ course_id: courseId, question })} />
      <Suspense>{citation && <PassageSheet citation={citation} onClose={close} />}</Suspense>
    </section>
  );
}

type Props = Omit<Parameters<typeof Answer>[0], 'onTurn'> & { onConversation(id: string): void };

function CourseAnswer({ onConversation, ...props }: Props) {
  const known = props.asked.conversation;
  const onTurn = useCallback((turn: Turn) => turn.conversation && turn.conversation !== known && onConversation(turn.conversation), [known, onConversation]);
  return <Answer {...props} onTurn={onTurn} />;
}
