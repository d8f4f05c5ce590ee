import type { Check } from '~/api/types';
import { strings } from '~/ui/strings';
import { type CheckState, words } from './use_check';

export function CheckField({ check, state: { value, change, verdict, over }, labelledBy }: { check: Check; state: CheckState; labelledBy: string }) {
  return (
    <div className={`blank${verdict ? ` is-${verdict}` : ''}`}>
      <input
        className="field blank-field"
        type="text"
        inputMode={check.form === 'numeric' ? 'decimal' : 'text'}
        value={value}
        readOnly={over}
        aria-labelledby={labelledBy}
        placeholder={strings.check.yourAnswer}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onChange={(event) => change(event.target.value)}
      />
      {check.unit && <span className="blank-unit">{check.unit}</span>}
      {verdict && <span className="choice-mark">{words[verdict]}</span>}
    </div>
  );
}
