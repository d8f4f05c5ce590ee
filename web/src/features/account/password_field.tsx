import { useState } from 'react';
import { Field } from './field';
import { words } from './strings';

type Props = { label: string; hint?: string; wrong?: string; value: string; isNew?: boolean; onChange(value: string): void };

// The names and autocomplete values are those that password managers know.
export function PasswordField({ isNew = false, ...rest }: Props) {
  const [shown, setShown] = useState(false);
  return (
    <Field
      {...rest}
      type={shown ? 'text' : 'password'}
      name={isNew ? 'new-password' : 'password'}
      autoComplete={isNew ? 'new-password' : 'current-password'}
      autoCapitalize="none"
      spellCheck={false}
      maxLength={256}
      required
      after={
        <label className="show-password small">
          <input type="checkbox" checked={shown} onChange={() => setShown(!shown)} />
          {words.fields.show}
        </label>
      }
    />
  );
}
