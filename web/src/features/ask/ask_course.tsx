import { lazy, Suspense, useState } from 'react';
import { strings } from '~/ui/strings';
import { useCitation } from '../library/use_citation';
import { Answer } from './answer';
import './ask.css';
import { Composer } from './composer';
import { type Asked, useThread } from './use_thread';

const PassageSheet = lazy(() => import('../library/passage_sheet').then((module) => ({ default: module.PassageSheet })));

// Questions to a whole course.
export function AskCourse({ courseId }: { courseId: string }) {
  const { asked, ask, join, drop } = useThread(courseId);
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
          <Answer key={one.key} asked={one} courseId={courseId} onCite={show} onFailed={again} onConversation={join} />
        ))}
      </div>
      <Composer scope={courseId} placeholder={strings.ask.course} offered={offered} last={asked.at(-1)?.question} onAsk={(question) => ask({ course_id: courseId, question })} />
      <Suspense>{citation && <PassageSheet citation={citation} onClose={close} />}</Suspense>
    </section>
  );
}
