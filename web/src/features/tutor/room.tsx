import { lazy, Suspense, useCallback, useState } from 'react';
import type { FollowedTurn } from '~/api/use_turn';
import { useMedia } from '~/ui/motion';
import { strings } from '~/ui/strings';
import { useThread } from '../ask/use_thread';
import { PassageCard } from '../library/passage_card';
import { useCitation } from '../library/use_citation';
import './room.css';
import { RoomBar, RoomProgress } from './room_bar';
import { RoomDock } from './room_dock';
import { RoomEnd } from './room_end';
import { RoomParts } from './room_parts';
import { RoomSources } from './room_sources';
import { RoomStatus } from './room_status';
import { SidePassage } from './side_passage';
import { TutorOwl } from './tutor_owl';
import { useContinue, useStop } from './use_lesson_actions';
import { useNextKeys } from './use_next_keys';
import { useOwl } from './use_owl';
import { useReveal } from './use_reveal';
import { useScroll } from './use_scroll';

const PassageSheet = lazy(() => import('../library/passage_sheet').then((module) => ({ default: module.PassageSheet })));

type Props = { lessonId: string; title: string; courseId?: string; followed: FollowedTurn };

export function Room({ lessonId, title, courseId, followed }: Props) {
  const { turn, status } = followed;
  const wide = useMedia('(min-width: 64rem)');
  const [paused, setPaused] = useState(false);
  const [typing, setTyping] = useState(false);
  const [offered, setOffered] = useState<{ text: string }>();
  const { citation, show, close } = useCitation();
  const thread = useThread(lessonId);
  const owl = useOwl(turn, typing, thread.asked.length);
  const reveal = useReveal(lessonId, turn, paused || typing || citation !== undefined || owl.answering);
  const { end, below, toEnd, follow } = useScroll(reveal.visible.length, reveal.fromStart, thread.asked.length);
  const last = reveal.visible.at(-1);
  const goOn = useContinue(lessonId, followed.again);
  const stop = useStop(lessonId);
  const next = useCallback(() => {
    follow();
    setPaused(false);
    reveal.next();
  }, [follow, reveal]);
  useNextKeys(reveal.canNext, next);

  const about = last?.title || last?.check?.prompt || title;
  const ask = (question: string, mode?: 'hint') => {
    if (!courseId) return setOffered({ text: question });
    follow();
    thread.ask({ course_id: courseId, question, mode, lesson_id: lessonId }, reveal.visible.length);
  };
  const ended = turn.state !== 'running' && turn.state !== 'connecting';
  const atEnd = ended && (turn.state !== 'done' || reveal.finished);
  const total = turn.state === 'done' ? reveal.parts.length : Math.max(turn.plan?.beats ?? 0, reveal.parts.length);
  const caption = owl.caption ?? last?.caption ?? (last?.check ? strings.room.captionCheck : last ? '' : strings.room.captionThinking);
  const passage = citation && <PassageCard key={`${citation.passage_id}:${citation.start}:${citation.end}`} citation={citation} onClose={close} />;

  return (
    <div className="room">
      <RoomBar title={title} courseId={courseId} paused={paused} canPause={!atEnd} running={!ended} onPause={() => setPaused(!paused)} onStop={stop} />
      <main id="main" tabIndex={-1} className="room-page">
        <RoomProgress shown={reveal.visible.length} total={total} />
        <RoomStatus status={status} turn={turn} shown={reveal.visible.length} waiting={!ended && !reveal.gate && reveal.visible.length >= reveal.parts.length} />
        <div className="room-main">
          <div className="room-tutor"><TutorOwl caption={caption || owl.idle} state={owl.state} silent={paused || atEnd} /></div>
          <div className="room-parts">
            <RoomParts lessonId={lessonId} reveal={reveal} turn={turn} thread={thread} courseId={courseId} busy={!atEnd && !reveal.gate} onCite={show} onReply={(reply) => { followed.answered({ ...reply, answer: reply.answer ?? '' }); owl.replied(reply.verdict); }} onAnswer={owl.answered} onAskAgain={(question) => setOffered({ text: question })} />
            {atEnd && <RoomEnd turn={turn} courseId={courseId} busy={goOn.busy} error={goOn.error} onContinue={goOn.run} />}
            <div ref={end} className="room-tail" />
          </div>
          <section className="room-side" aria-label={strings.room.sources}>
            {wide && passage ? <SidePassage onEscape={close}>{passage}</SidePassage> : <RoomSources turn={turn} visible={reveal.visible} onCite={show} />}
          </section>
        </div>
      </main>
      <RoomDock scope={lessonId} about={about} canNext={reveal.canNext} newBelow={below} last={thread.asked.at(-1)?.question} offered={offered} onNext={next} onBelow={toEnd} onAsk={ask} onTyping={setTyping} />
      <Suspense>{!wide && citation && <PassageSheet citation={citation} onClose={close} />}</Suspense>
    </div>
  );
}
