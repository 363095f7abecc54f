import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { GivenIdentity } from '../../../../server/src/contract/contact-edit.ts'
import type { ContactDetail } from '../../../../server/src/contract/contacts.ts'
import { type Edit, useEditContact } from '../../api/contact-edit.ts'
import { contactKey } from '../../api/contacts.ts'
import { contactName } from '../../components/contact-name.ts'
import { SidePanel } from '../../components/frame/side-panel.tsx'
import { notify } from '../../components/notice.ts'
import { contactEditWords } from '../../words/contact-edit-en.ts'
import { traitName } from '../contact/trait-words.ts'
import styles from './contact-edit.module.css'
import { changesOf, isScalar, textOf } from './field-texts.ts'
import { Refusal } from './refusal.tsx'

interface EditPanelProps {
  readonly contact: ContactDetail
  readonly onClose: () => void
}

/** What is always offered, whether something is known of it or not. */
const usual = ['email', 'firstName', 'lastName', 'title', 'company', 'phone', 'city', 'country']
const text = contactEditWords.edit

/** Corrects what is known of a contact, and adds what it can be reached by. */
export function EditPanel({ contact, onClose }: EditPanelProps) {
  const client = useQueryClient()
  const edit = useEditContact(contact.id)
  // What was known when it was opened: what others change meanwhile is not overwritten.
  const [before] = useState(contact.traits)
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({})
  const [added, setAdded] = useState({ name: '', value: '' })
  const [identity, setIdentity] = useState<GivenIdentity>({ kind: 'email', value: '' })
  const name = contactName(contact)
  const keys = [...new Set([...usual.filter((key) => isUsual(key, before)), ...Object.keys(before)])]
  const fields = keys.filter((key) => before[key] === undefined || isScalar(before[key]))
  const nested = keys.filter((key) => before[key] !== undefined && !isScalar(before[key]))

  function submit(event: FormEvent) {
    event.preventDefault()
    const addition = added.name.trim() === '' ? {} : { [added.name.trim()]: added.value }
    const changes: Edit = {
      ...changesOf(before, { ...texts, ...addition }),
      identities: identity.value.trim() === '' ? [] : [identity],
    }
    if (Object.keys(changes.set).length === 0 && changes.identities.length === 0) {
      onClose()
      return
    }
    edit.mutate(changes, {
      onSuccess: () => {
        onClose()
        // The panel is gone by then, and what is given to mutate() with it.
        const undo = () =>
          void edit.mutateAsync({ set: changes.was as Edit['set'], was: changes.set, identities: [] }).then(
            () => notify({ text: text.undone }),
            ({ message }: Error) => notify({ text: text.failed(message) }),
          )
        const isReversible = Object.keys(changes.set).length > 0 && changes.identities.length === 0
        notify({ text: text.saved(name), action: isReversible ? { label: text.undo, run: undo } : undefined })
      },
    })
  }

  return (
    <SidePanel title={text.title(name)} onClose={onClose}>
      <form className={styles['form']} onSubmit={submit}>
        <p className={styles['note']}>{text.note}</p>
        {fields.map((key) => (
          <TextInput
            key={key}
            label={traitName(key)}
            maxLength={10_000}
            value={texts[key] ?? textOf(before[key])}
            onChange={({ currentTarget }) => setTexts({ ...texts, [key]: currentTarget.value })}
          />
        ))}
        {nested.map((key) => (
          <p key={key} className={styles['nested']}>
            <strong>{traitName(key)}</strong>: {text.nested}
          </p>
        ))}
        <fieldset className={styles['pair']}>
          <legend>{text.add}</legend>
          <TextInput
            aria-label={text.addName}
            placeholder={text.addName}
            description={text.addHint}
            maxLength={100}
            value={added.name}
            onChange={({ currentTarget }) => setAdded({ ...added, name: currentTarget.value })}
          />
          <TextInput
            aria-label={text.addValue}
            placeholder={text.addValue}
            maxLength={10_000}
            value={added.value}
            onChange={({ currentTarget }) => setAdded({ ...added, value: currentTarget.value })}
          />
        </fieldset>
        <fieldset className={styles['pair']}>
          <legend>{text.identity}</legend>
          <NativeSelect
            aria-label={text.identityKind}
            data={(['email', 'phone', 'user'] as const).map((kind) => ({
              value: kind,
              label: contactEditWords.kinds[kind],
            }))}
            value={identity.kind}
            onChange={({ currentTarget }) =>
              setIdentity({ ...identity, kind: currentTarget.value as GivenIdentity['kind'] })
            }
          />
          <TextInput
            aria-label={text.identityValue}
            placeholder={text.identityValue}
            maxLength={320}
            value={identity.value}
            onChange={({ currentTarget }) => setIdentity({ ...identity, value: currentTarget.value })}
          />
        </fieldset>
        {edit.isError && (
          <Refusal title={text.refused} error={edit.error}>
            {edit.error.status === 409 && (
              <Button
                variant="default"
                size="xs"
                onClick={() => {
                  void client.invalidateQueries({ queryKey: contactKey(contact.id) })
                  onClose()
                }}
              >
                {text.lookAgain}
              </Button>
            )}
          </Refusal>
        )}
        <div className={styles['answers']}>
          <Button type="submit" loading={edit.isPending}>
            {text.save}
          </Button>
          <Button variant="default" onClick={onClose}>
            {text.cancel}
          </Button>
        </div>
      </form>
    </SidePanel>
  )
}

/** Of names only the spelling that is there. */
function isUsual(key: string, traits: Readonly<Record<string, unknown>>): boolean {
  const isPart = key === 'firstName' || key === 'lastName'
  return !isPart || traits[key] !== undefined || traits['name'] === undefined
}
