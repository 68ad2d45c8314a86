import { ApiError } from '#runtime/client/api_error.ts'
import { listDrafts, readDraft, removeDraft, saveDraft } from '#runtime/client/form_drafts.ts'
import type { DraftPlace, FormDraft } from '#runtime/client/form_drafts.ts'
import type { FormModel } from '#runtime/forms/formily/form_model.ts'

/** What a form shows of its draft. */
export interface DraftStatus {
  /** Something was entered that is not on the server. */
  readonly isPending: boolean
  /** When it was last kept. */
  readonly savedAt: string | null
  /** A draft from before, which the person has not decided about. */
  readonly offer: FormDraft | null
  /** Another window or device keeps this draft: this one keeps nothing any more. */
  readonly isElsewhere: boolean
}

/** How long after the first key something entered is kept, ms. */
const keepAfter = 2_000
/** And how long after an attempt that failed. */
const tryAgainAfter = 10_000

/**
 * Keeps what is entered in one form on the server. One save at a time; what is typed meanwhile goes
 * with the next one. While a draft from before is undecided nothing is kept, so neither is lost.
 */
export class DraftKeeper {
  #status: DraftStatus = { isPending: false, savedAt: null, offer: null, isElsewhere: false }
  readonly #model: FormModel
  readonly #place: DraftPlace
  readonly #onChange: (status: DraftStatus) => void
  #rev: number | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #saving: Promise<void> | null = null
  #isLooking = true
  #isOver = false

  constructor(model: FormModel, place: DraftPlace, onChange: (status: DraftStatus) => void) {
    this.#model = model
    this.#place = place
    this.#onChange = onChange
  }

  /** Looks for a draft from before. Without an answer the form works as if there were none. */
  async look(): Promise<void> {
    const { entity, record } = this.#place
    const isHere = (one: { entity: string; record: string | null; form: string | null }) =>
      one.entity === entity && (one.record ?? 'new') === record && one.form === null
    try {
      if ((await listDrafts()).some(isHere)) {
        const offer = await readDraft(this.#place)
        this.#rev = offer.rev
        this.#tell({ offer })
      }
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
    } finally {
      this.#isLooking = false
      if (this.#status.isPending) this.#plan(keepAfter)
    }
  }

  /** Something was entered. */
  entered(): void {
    if (!this.#status.isPending) this.#tell({ isPending: true })
    this.#plan(keepAfter)
  }

  /** Fills in the draft from before. */
  resume(): void {
    const { offer } = this.#status
    if (!offer) return
    this.#model.enter(offer)
    this.#tell({ offer: null, savedAt: offer.savedAt })
  }

  /** The draft from before is not wanted. */
  async discard(): Promise<void> {
    await removeDraft(this.#place)
    this.#rev = null
    this.#tell({ offer: null })
    if (this.#status.isPending) this.#plan(keepAfter)
  }

  /** Keeps what is not kept yet, now. Whether everything that was entered is kept. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    await this.#saving
    if (this.#status.isPending) await this.#save()
    return !this.#status.isPending
  }

  /** The form was submitted: there is nothing to keep any more. */
  async finish(): Promise<void> {
    this.stop()
    await this.#saving
    if (this.#rev !== null) await removeDraft(this.#place).catch(() => undefined)
  }

  stop(): void {
    this.#isOver = true
    clearTimeout(this.#timer)
  }

  /** The form is on the screen (again). */
  start(): void {
    this.#isOver = false
  }

  #tell(part: Partial<DraftStatus>): void {
    this.#status = { ...this.#status, ...part }
    if (!this.#isOver) this.#onChange(this.#status)
  }

  #plan(wait: number): void {
    const { offer, isElsewhere } = this.#status
    if (this.#isOver || this.#isLooking || offer || isElsewhere) return
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      void this.#save()
    }, wait)
  }

  async #save(): Promise<void> {
    const { offer, isElsewhere } = this.#status
    if (this.#isOver || this.#isLooking || offer || isElsewhere) return
    this.#saving ??= this.#send().finally(() => {
      this.#saving = null
    })
    await this.#saving
  }

  async #send(): Promise<void> {
    const given = this.#model.entered()
    this.#tell({ isPending: false })
    try {
      const { rev, savedAt } = await saveDraft(this.#place, this.#rev, given)
      this.#rev = rev
      this.#tell({ savedAt })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      this.#tell({ isPending: true, isElsewhere: error.has('E_FORM_DRAFT_STALE') })
      this.#plan(tryAgainAfter)
    }
  }
}
