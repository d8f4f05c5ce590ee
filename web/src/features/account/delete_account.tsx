import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { announce } from '~/ui/announce';
import { Button } from '~/ui/button';
import { Field } from './field';
import { useFarewell } from './leave';
import { PasswordField } from './password_field';
import { deleteAccount } from './privacy_queries';
import { words } from './privacy_words';
import { Trouble } from './trouble';

// Who has an account shows the password; who has none types a word.
export function DeleteAccount({ name }: { name?: string }) {
  const [asked, setAsked] = useState(false);
  const what = name ? words.delete : words.deleteAnonymous;
  if (!asked) return <div className="row"><Button onClick={() => setAsked(true)}>{what}</Button></div>;
  return <Form name={name} title={what} onCancel={() => setAsked(false)} />;
}

function Form({ name, title, onCancel }: { name?: string; title: string; onCancel(): void }) {
  const [word, setWord] = useState('');
  const farewell = useFarewell();
  const erase = useMutation({
    mutationFn: () => deleteAccount(name ? word : word.trim().toLowerCase()),
    onSuccess: () => {
      announce(words.deleted);
      return farewell();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    erase.mutate();
  };
  return (
    <form className="card pad stack" aria-label={title} onSubmit={submit}>
      <p><strong>{words.sure}</strong></p>
      {name && <input type="text" name="username" autoComplete="username" value={name} readOnly hidden />}
      {name ? <PasswordField label={words.password} value={word} onChange={setWord} /> : <Field label={words.word} name="word" autoComplete="off" required value={word} onChange={setWord} />}
      <div className="row">
        <Button type="submit" look="primary" disabled={!word || erase.isPending}>{erase.isPending ? words.busy : words.yes}</Button>
        <Button disabled={erase.isPending} onClick={onCancel}>{words.no}</Button>
      </div>
      <Trouble title={words.notDeleted} error={erase.error} />
    </form>
  );
}
