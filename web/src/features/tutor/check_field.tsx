import { Input, TextField } from 'react-aria-components';
import type { Check } from '~/api/types';
import { strings } from '~/ui/strings';
import { type CheckState, words } from './use_check';

export function CheckField({ check, state: { value, change, verdict, over }, labelledBy }: { check: Check; state: CheckState; labelledBy: string }) {
  const numeric = check.form === 'numeric';
  return (
    <TextField className={`blank${verdict ? ` is-${verdict}` : ''}`} value={value} onChange={change} isReadOnly={over} aria-labelledby={labelledBy}>
      <Input
        className="field blank-field"
        inputMode={numeric ? 'decimal' : 'text'}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        placeholder={strings.check.yourAnswer}
      />
      {check.unit && <span className="blank-unit">{check.unit}</span>}
      {verdict && <span className="choice-mark">{words[verdict]}</span>}
    </TextField>
  );
}
