import { Radio, RadioGroup } from 'react-aria-components';
import type { Check } from '~/api/types';
import { Markdown } from '~/ui/markdown/markdown';
import { strings } from '~/ui/strings';
import { type CheckState, words } from './use_check';

type Props = { check: Check; state: CheckState; labelledBy: string };
const yesNo = [{ id: 'true', text: strings.check.trueText }, { id: 'false', text: strings.check.falseText }];

export function CheckChoices({ check, state: { value, change, verdict, over, reply, known }, labelledBy }: Props) {
  const choices = check.choices?.length ? check.choices : yesNo;
  const right = over ? (reply?.answer ?? (verdict === 'correct' ? value : known?.answer)) : undefined;
  const isRight = (choice: { id: string; text: string }) => over && (choice.id === right || (choice.text === right && !choices.some((one) => one.id === right)));
  const selected = verdict === 'revealed' ? (choices.find(isRight)?.id ?? value) : value;
  return (
    <RadioGroup className="choices" aria-labelledby={labelledBy} value={selected} onChange={change} isReadOnly={over}>
      {choices.map((choice) => {
        const mark = isRight(choice) ? (verdict === 'revealed' ? 'revealed' : 'correct') : verdict === 'not_yet' && choice.id === value ? 'not_yet' : undefined;
        return (
          <Radio key={choice.id} value={choice.id} className={({ isFocusVisible }) => `choice${isFocusVisible ? ' is-focused' : ''}${mark ? ` is-${mark}` : ''}`}>
            {({ isSelected }) => (
              <>
                <span className={isSelected ? 'dot is-on' : 'dot'} aria-hidden="true" />
                <span className="choice-text"><Markdown inline text={choice.text} /></span>
                {mark && <span className="choice-mark">{words[mark]}</span>}
              </>
            )}
          </Radio>
        );
      })}
    </RadioGroup>
  );
}
