import type { ButtonHTMLAttributes } from 'react';
import './button.css';

type Look = 'plain' | 'primary' | 'quiet' | 'chip' | 'icon';
type Props = ButtonHTMLAttributes<HTMLButtonElement> & { look?: Look; big?: boolean };

export const buttonClass = (look: Look = 'plain', big = false, more = '') =>
  ['btn', look !== 'plain' && `btn-${look}`, big && 'btn-big', more].filter(Boolean).join(' ');

export const Button = ({ look, big, className, type = 'button', ...rest }: Props) => (
  <button type={type} className={buttonClass(look, big, className)} {...rest} />
);
