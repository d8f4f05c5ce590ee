import { useId } from 'react';
import { words } from './strings';

type Props = { label: string; hidden?: boolean; value: string; every?: string; disabled?: boolean; onChange(role: string): void };

export function RoleSelect({ label, hidden, value, every, disabled, onChange }: Props) {
  const id = useId();
  return (
    <div className="field user-role">
      <label htmlFor={id} className={hidden ? 'sr-only' : undefined}>{label}</label>
      <select id={id} className="field-input" value={value} disabled={disabled} onChange={(event) => onChange(event.target.value)}>
        {every && <option value="">{every}</option>}
        {Object.entries(words.account.roles).map(([role, name]) => <option key={role} value={role}>{name}</option>)}
      </select>
    </div>
  );
}
