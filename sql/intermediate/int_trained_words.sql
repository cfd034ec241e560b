-- One row per word for what of the body is trained, in English or German, and the
-- programme meant [P]. A space is the edge of a word; umlauts are written out. `back`
-- alone is no such word: an upper back trains none. Everybody's: `athlete_id` is null.
with listed (programme, words) as (

    values
    (
        'leg',
        [
            ' leg ', ' legs ', ' leg day ', ' lower body ', ' bein ',
            ' beine ', ' beintrain', ' beinkraft', ' beinueb',
            ' beintag ', ' unterkoerper', ' oberschenkel', ' quad ',
            ' quads ', ' glute', ' gesaess'
        ]
    ),
    (
        'back',
        [
            ' back extensor', ' lower back ', ' unterer ruecken ',
            ' unteren ruecken '
        ]
    ),
    (
        'core',
        [
            ' core', ' rumpf', ' stabi', ' trunk ', ' pilates '
        ]
    ),
    (
        'other_core',
        [
            ' abs ', ' bauch', ' sixpack ', ' six pack '
        ]
    ),
    (
        'none',
        [
            ' upper body ', ' oberkoerper', ' arms ', ' arme ',
            ' armtrain', ' chest ', ' brust', ' schulter', ' shoulder',
            ' yoga ', ' mobility ', ' mobilis'
        ]
    )

)

select
    null::varchar as athlete_id,
    unnest(listed.words) as word,
    listed.programme
from listed
