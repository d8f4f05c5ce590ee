import './progress.css';

// `value` out of `max`; without a max the bar says only that something goes on.
export const Progress = ({ label, value, max, text }: { label: string; value: number; max?: number; text?: string }) => (
  <div
    className={max ? 'bar' : 'bar bar-open'}
    role="progressbar"
    aria-label={label}
    aria-valuemin={0}
    {...(max ? { 'aria-valuemax': max, 'aria-valuenow': Math.min(value, max) } : {})}
    aria-valuetext={text}
  >
    <div className="bar-fill" style={{ transform: `scaleX(${max ? Math.min(1, value / max) : 0.3})` }} />
  </div>
);
