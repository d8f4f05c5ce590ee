import type { ReactNode } from 'react';

// One figure of a `dl.numbers`.
export const Number = ({ label, children }: { label: string; children: ReactNode }) => (
  <div>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
);
