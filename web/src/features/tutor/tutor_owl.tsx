import { Owl, type OwlState } from '~/ui/owl/owl';
import { strings } from '~/ui/strings';
import { useSpeech } from './use_speech';

// The owl and the caption of what it says; the caption is for everyone, so the owl is decoration.
export function TutorOwl({ caption, state, silent }: { caption: string; state: OwlState; silent: boolean }) {
  const { words, at, viseme, speaking } = useSpeech(caption, silent);
  const shown = state === 'idle' && speaking ? 'speaking' : state;
  return (
    <section className="tutor" aria-label={strings.room.captions}>
      <div className="tutor-owl"><Owl form="rail" state={shown} viseme={viseme} /></div>
      <p className="caption">
        {words.map((word, i) => (
          // Words of one caption never move.
          // oxlint-disable-next-line react/no-array-index-key
          <span key={i}>{i > 0 && ' '}{i === at ? <b>{word}</b> : word}</span>
        ))}
      </p>
    </section>
  );
}
