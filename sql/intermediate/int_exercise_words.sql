-- One row per word that names an exercise, in English or German, and the programme it
-- trains: what F.1 says of the exercise, its word says, too [P]. A space is the edge of
-- a word; umlauts are written out. Everybody's: `athlete_id` is null.
with listed (programme, words) as (

    values
    (
        'leg',
        [
            'squat', 'kniebeuge', 'leg press', 'beinpresse', 'wall sit',
            'wandsitz', 'lunge', 'ausfallschritt', 'calf raise',
            'wadenheb', 'leg curl', 'beinbeuger', 'leg extension',
            'beinstrecker', 'hip thrust', 'bridge', 'bruecke',
            'hip raise', 'hueftheb', 'hip abduction', 'hip adduction',
            'abduktion', 'adduktion', 'clam', 'muschel', 'monster walk',
            'lateral walk', 'step up', 'aufsteiger', 'deadlift',
            'kreuzheb', 'good morning', 'kettlebell swing', 'nordic',
            'box jump', 'copenhagen', 'fire hydrant'
        ]
    ),
    (
        'back',
        [
            'back extension', 'rueckenstreck', 'hyperextension',
            'superman', 'rumpfheb', 'rueckenheb', 'swimmer', 'schwimmer'
        ]
    ),
    (
        'core',
        [
            'plank', 'stuetz', 'dead bug', 'kaefer', 'bird dog',
            'vierfuessler', 'arm and leg extension',
            'opposite arm and leg', 'arm bein', 'arm und bein',
            'marching bridge', 'bridge with leg extension',
            'kneeling superman', 'hollow', 'pallof', 'woodchop',
            'wood chop', 'russian twist', 'mountain climber',
            'bergsteiger', 'farmer', 'einbeinstand', 'single leg stand',
            'balance', 'ab wheel', 'rollout', 'turkish get up'
        ]
    ),
    (
        'other_core',
        [
            'crunch', 'sit up', 'situp', 'leg raise', 'beinheb',
            'knee raise', 'toes to bar', 'flutter', 'klappmesser'
        ]
    ),
    (
        'none',
        [
            'push up', 'liegestuetz', 'bench press', 'bankdrueck',
            'pull up', 'klimmz', 'rudern', ' row ', ' rows ', 'bizeps',
            'bicep', 'trizeps', 'tricep', 'shoulder press',
            'schulterdrueck', 'lateral raise', ' dips ', 'stretch',
            'dehn', 'foam roll', 'faszien', 'warm up', 'aufwaerm',
            'cat cow', 'cobra', 'kobra'
        ]
    )

)

select
    null::varchar as athlete_id,
    unnest(listed.words) as word,
    listed.programme
from listed
