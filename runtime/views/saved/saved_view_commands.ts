import { App } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { savedViewsKey } from '#runtime/client/queries.ts'
import { changeView, chooseDefaultView, removeView, saveView } from '#runtime/client/saved_views.ts'
import { texts } from '#runtime/texts/index.ts'
import { savedStateText } from '../state/list_state.ts'
import { configOf } from '../state/view_settings.ts'
import type { SavedView } from '#engine/presentation/saved_view.ts'
import type { RuntimeView } from '#engine/presentation/shapes.ts'
import type { ListSetup } from '../state/list_setup.ts'

/** What a person says of a view beside its settings. */
export interface NamedView {
  title: string
  shared: boolean
}

const t = texts.savedViews

/** Keeps, changes and removes saved views of a list; each tells how it went. */
export function useSavedViewCommands(view: RuntimeView, setup: ListSetup) {
  const { message, modal } = App.useApp()
  const queries = useQueryClient()
  const [path, navigate] = useLocation()
  const { entity } = view
  const config = () => configOf(view, setup.state)
  const refresh = () => queries.invalidateQueries({ queryKey: savedViewsKey(entity) })
  const show = (saved: SavedView) =>
    navigate(path + savedStateText({ view: saved.config.view ?? null, saved: saved.id }), {
      replace: true,
    })
  const told = async (done: string, work: () => Promise<void>) => {
    try {
      await work()
      message.success(done)
    } catch (error) {
      message.error(error instanceof Error ? error.message : String(error), 5)
      await refresh()
    }
  }
  const change = async (saved: SavedView, given: NamedView) => {
    await changeView(entity, saved, given)
    await refresh()
  }
  return {
    save: () =>
      void told(t.saved, async () => {
        if (!setup.saved) return
        const kept = await changeView(entity, setup.saved, { config: config() })
        await refresh()
        show(kept)
      }),
    /** Refusals are the dialog's to show. */
    saveAs: async (given: NamedView) => {
      const kept = await saveView(entity, { ...given, config: config() })
      await refresh()
      show(kept)
      message.success(t.saved)
    },
    change,
    share: (saved: SavedView, shared: boolean) =>
      void told(t.saved, () => change(saved, { title: saved.title, shared })),
    chooseDefault: (saved: SavedView) =>
      void told(saved.isDefault ? t.saved : t.nowDefault, async () => {
        await chooseDefaultView(entity, saved.isDefault ? null : saved.id)
        await refresh()
      }),
    remove: (saved: SavedView) =>
      void modal.confirm({
        title: t.removeText(saved.title),
        content: saved.shared ? t.removeShared : null,
        okText: texts.actions.remove,
        cancelText: texts.actions.cancel,
        okButtonProps: { danger: true },
        onOk: () =>
          told(t.removed, async () => {
            await removeView(entity, saved.id)
            setup.open(null)
            await refresh()
          }),
      }),
  }
}
