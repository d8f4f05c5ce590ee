import './notices.css';

type Props = { label: string; hint: string; on: boolean; disabled?: boolean; onChange(on: boolean): void };

export const Switch = ({ label, hint, on, disabled, onChange }: Props) => (
  <div>
    <label className="notice-switch"><input type="checkbox" checked={on} disabled={disabled} onChange={() => onChange(!on)} />{label}</label>
    <p className="small muted">{hint}</p>
  </div>
);
