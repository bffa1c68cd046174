"""What the settings show about the cache of features, and how they change it."""

from collections.abc import Callable

from app.actions.dialogs.cache_page import CacheActions, CachePart, CacheUse
from app.language.model_text import of_model
from app.language.text import tr
from app.ui.messages import log_error
from model.base.cache_limits import cache_limits, save_cache_limits
from model.base.errors import HistocastError
from model.base.policy import policy


def cache_actions(tell: Callable[[BaseException], None]) -> CacheActions:
    """Return the actions on the cache. `tell` shows an error to the user."""

    def clear() -> CacheUse:
        try:
            _clear()
        except (HistocastError, OSError) as error:
            tell(error)
        return measured()

    def save(changed: dict[str, float | None]) -> None:
        from model.predict.feature_cache import default_cache, training_cache

        try:
            save_cache_limits(**changed)
            for cache in (default_cache(), training_cache()):
                cache.settle()
        except (HistocastError, OSError) as error:
            tell(error)

    return CacheActions(measured, clear, save)


def measured() -> CacheUse:
    """Return how much the cache holds and may hold. If this cannot be found out, the result has the reason."""
    from model.predict.feature_cache import default_cache, training_cache

    rules = policy()
    try:
        limits = cache_limits()
        images, cohorts = default_cache().size(), training_cache().size()
    except (HistocastError, OSError) as error:
        log_error(error)
        nothing = CachePart(0, 0, None, fixed=True)
        told = f"{of_model(error.message)} {of_model(error.remedy)}" if isinstance(error, HistocastError) else ""
        return CacheUse(nothing, nothing, told or tr("The cache cannot be read: {reason}.", reason=error))
    return CacheUse(
        CachePart(*images, limits.images, bool(rules.cache_images_gb)),
        CachePart(*cohorts, limits.cohorts, bool(rules.cache_cohorts_gb)),
    )


def _clear() -> None:
    """Remove the cached features and networks."""
    from model.backbone.networks import clear_networks
    from model.predict.cached_cohorts import forget_cohorts
    from model.predict.feature_cache import default_cache, training_cache

    cohorts = training_cache()
    default_cache().clear()
    cohorts.clear()
    forget_cohorts(cohorts.folder)
    clear_networks()
