import { useId } from 'react';
import type { Check } from '~/api/types';
import { Markdown } from '~/ui/markdown/markdown';
import { spoken } from '~/ui/markdown/spoken';
import { strings } from '~/ui/strings';
import { type CheckState, words } from './use_check';

type Props = { check: Check; state: CheckState; labelledBy: string };
const yesNo = [{ id: 'true', text: strings.check.trueText }, { id: 'false', text: strings.check.falseText }];

// Native radio buttons: arrow keys, grouping and forced colours come with them, at no bytes.
export function CheckChoices({ check, state: { value, change, verdict, over, reply, known }, labelledBy }: Props) {
  const name = useId();
  const choices = check.choices?.length ? check.choices : yesNo;
  const right = over ? (reply?.answer ?? (verdict === 'correct' ? value : known?.answer)) : undefined;
  const rightId = choices.find((choice) => choice.id === right)?.id ?? choices.find((choice) => choice.text === right)?.id;
  const selected = verdict === 'revealed' ? rightId : value;
  const markOf = (id: string) => {
    if (over && id === rightId) return verdict === 'revealed' ? 'revealed' : 'correct';
    return verdict === 'not_yet' && id === value ? 'not_yet' : undefined;
  };
  return (
    <fieldset className="choices" aria-labelledby={labelledBy}>
      {choices.map(({ id, text }) => {
        const mark = markOf(id);
        return (
          <label key={id} className={`choice${mark ? ` is-${mark}` : ''}`} data-over={over || undefined}>
            <input type="radio" aria-label={text.includes('$') ? spoken(text) : undefined} name={name} value={id} checked={selected === id} disabled={over && selected !== id} onChange={() => !over && change(id)} />
            <span className="choice-text"><Markdown inline text={text} /></span>
            {mark && <span className="choice-mark">{words[mark]}</span>}
          </label>
        );
      })}
    </fieldset>
  );
}
