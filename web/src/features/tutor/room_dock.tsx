import { Button } from '~/ui/button';
import { Icon } from '~/ui/icons';
import { strings } from '~/ui/strings';
import { Composer } from '../ask/composer';

type Props = { scope: string; about: string; canNext: boolean; newBelow: boolean; last?: string; offered?: { text: string }; onNext(): void; onBelow(): void; onAsk(question: string, mode?: 'hint'): void; onTyping(typing: boolean): void };

// Always in the same place: the chips, Next, the composer.
export function RoomDock({ scope, about, canNext, newBelow, last, offered, onNext, onBelow, onAsk, onTyping }: Props) {
  return (
    <footer className="dock">
      <div className="dock-in">
        {newBelow && <Button look="chip" className="dock-below" onClick={onBelow}><Icon name="down" />{strings.room.newBelow}</Button>}
        <div className="dock-row">
          <div className="chips">
            <Button look="chip" onClick={() => onAsk(strings.ask.simplerText(about))}>{strings.ask.simpler}</Button>
            <Button look="chip" onClick={() => onAsk(strings.ask.hintText(about), 'hint')}>{strings.ask.hint}</Button>
            <Button look="chip" onClick={() => onAsk(strings.ask.exampleText(about))}>{strings.ask.example}</Button>
          </div>
          <Button look="primary" className="dock-next" aria-disabled={!canNext} onClick={() => canNext && onNext()} aria-label={strings.room.nextLabel}>{strings.room.next}</Button>
        </div>
        <Composer scope={scope} placeholder={strings.ask.lesson} offered={offered} last={last} onAsk={(question) => onAsk(question)} onTyping={onTyping} />
      </div>
    </footer>
  );
}
