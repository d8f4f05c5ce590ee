import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { stopTurn } from '~/api/actions';
import type { Turn } from '~/api/turn';
import { useTurn } from '~/api/use_turn';
import { announce } from '~/ui/announce';
import { Button } from '~/ui/button';
import { Failure } from '~/ui/failure';
import { Icon } from '~/ui/icons';
import { Skeleton } from '~/ui/skeleton';
import { strings } from '~/ui/strings';
import { CitedText } from '../library/cited_text';
import type { ShowCitation } from '../library/use_citation';
import { SourceLabel } from './source_label';
import type { Asked } from './use_thread';

export type AnswerProps = {
  asked: Asked;
  courseId: string;
  onCite: ShowCitation;
  onConversation(key: string, conversation: string): void;
  onTurn?(turn: Turn, failed: boolean): void;
  onFailed(asked: Asked): void;
};

// One question and its answer as it comes.
export function Answer({ asked, courseId, onCite, onConversation, onTurn, onFailed }: AnswerProps) {
  const [{ url, open }] = useState(() => ({ url: `/v1/turns/${asked.turn}/stream`, open: asked.open }));
  const { turn, status, problem } = useTurn(url, open);
  const over = turn.state !== 'running' && turn.state !== 'connecting';
  useEffect(() => onTurn?.(turn, problem !== undefined), [turn, problem, onTurn]);
  useEffect(() => {
    if (turn.conversation && turn.conversation !== asked.conversation) onConversation(asked.key, turn.conversation);
  }, [turn.conversation, asked, onConversation]);
  useEffect(() => {
    if (over && open) announce(strings.ask.ready);
  }, [over, open]);
  return (
    <div className="answer">
      <h3 className="answer-question"><span className="sr-only">{strings.ask.you}: </span>{asked.question}</h3>
      <div className="answer-body">
        {turn.sentences.map((sentence, i) => (
          // Sentences are only ever appended.
          // oxlint-disable-next-line react/no-array-index-key
          <CitedText key={i} text={sentence.text} citations={sentence.citations} onCite={onCite} />
        ))}
        {turn.abstain && <Abstained abstain={turn.abstain} courseId={courseId} />}
        {!over && !problem && turn.sentences.length === 0 && <><p className="small muted">{strings.ask.thinking}</p><Skeleton /></>}
        {problem && <Failure title={strings.ask.failed} error={problem} onRetry={() => onFailed(asked)} />}
        {turn.state === 'failed' && <Failure title={strings.ask.failed} error={new Error(turn.ending?.error?.message)} onRetry={() => onFailed(asked)} />}
        {turn.state === 'stopped' && <p className="small muted">{strings.ask.stopped}</p>}
        {turn.state === 'interrupted' && <p className="row small muted">{strings.ask.interrupted} <Button look="quiet" onClick={() => onFailed(asked)}>{strings.ask.edit}</Button></p>}
      </div>
      <div className="row answer-foot">
        {turn.sentences.length > 0 && <SourceLabel source={turn.sentences.some((one) => one.source === 'model') ? 'model' : 'course'} />}
        {status === 'reconnecting' && <span className="small muted">{strings.room.reconnecting}</span>}
        {!over && asked.turn && <Button look="chip" onClick={() => void stopTurn(asked.turn ?? '')}><Icon name="stop" />{strings.ask.stop}</Button>}
      </div>
    </div>
  );
}

const Abstained = ({ abstain, courseId }: { abstain: NonNullable<Turn['abstain']>; courseId: string }) => (
  <div className="abstain stack">
    <p><strong>{strings.ask.abstained}</strong></p>
    <p>{abstain.message}</p>
    {abstain.nearest.length > 0 && (
      <>
        <p className="small muted">{strings.ask.nearest}</p>
        <ul role="list" className="abstain-near">
          {abstain.nearest.map((node) => (
            <li key={node.node_id}>
              <Link to="/course/$courseId" params={{ courseId }} hash={`node-${node.node_id}`}>{node.title}</Link>
            </li>
          ))}
        </ul>
      </>
    )}
  </div>
);
