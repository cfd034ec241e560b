"""What is told about the inbox: what, where, and what to do."""

from pipeline.errors import N_

# Left where it lies, told once.
IS_LINK = N_("{name} is a link and was not followed. Put the file itself into the inbox.")
IS_SPECIAL = N_("{name} is not a plain file and was left where it is. Take it out of the inbox.")
IS_UNREADABLE = N_(
    "{name} cannot be read ({problem}) and was left where it is. "
    "Change its permissions and run again."
)
IS_NOBODY = N_(
    "Files in the folder {folder} are read as those of '{athlete}'. "
    "To make it an athlete of its own: backstride athlete add '{folder}'"
)
CANNOT_BE_AN_ATHLETE = N_(
    "Files in the folder {folder} are read as those of '{athlete}'. To make it an athlete of its "
    "own, give it a name of letters, digits, '-', '_' or spaces and run: backstride athlete add NAME"
)

# Refused: an archive as a whole, one member, or a plain file.
NO_ARCHIVE = N_(
    "{name} is called an archive and is none; a download may have brought an error page "
    "instead. Download it again and drop it again."
)
IS_FOREIGN = N_(
    "{name} is packed as {kind}, which Backstride cannot read. Unpack it yourself and drop the "
    "files, or pack them as zip."
)
NO_BYTES = N_("{name} is an archive of 0 bytes. Download it again and drop it again.")
IS_DAMAGED = N_(
    "{name} is a damaged archive ({problem}). Download it again, or unpack it yourself and "
    "drop the files."
)
IS_DOCUMENT = N_(
    "{name} is a spreadsheet or a document. Save a diary as CSV, export an activity as FIT, "
    "GPX or TCX, and drop that."
)
IS_OUTSIDE = N_(
    "{name} points outside its archive and was not unpacked. Unpack the archive yourself and "
    "drop the file."
)
IS_PACKED_LINK = N_(
    "{name} is a link or a device inside an archive and was not followed. Drop the file itself."
)
IS_SPARSE = N_(
    "{name} is packed as a file with holes and was not unpacked. Unpack the archive yourself and "
    "drop the file."
)
IS_LOCKED = N_("{name} is protected by a password. Unpack the archive yourself and drop the files.")
CANNOT_UNPACK = N_(
    "{name} cannot be unpacked ({problem}). Download the archive again, or unpack it yourself "
    "and drop the files."
)
TOO_MANY = N_(
    "{name} was not unpacked: its archive holds more than {limit} files. Drop it in parts, or "
    "raise 'members' under [inbox] in backstride.toml."
)
TOO_DEEP = N_(
    "{name} was not unpacked: archives are nested more than {limit} deep. Unpack them yourself, "
    "or raise 'depth' under [inbox] in backstride.toml."
)
TOO_BIG = N_(
    "{name} unpacks to more than {limit} MB. If that is right, raise 'member_megabytes' under "
    "[inbox] in backstride.toml and drop it again."
)
PLAIN_TOO_BIG = N_(
    "{name} is larger than {limit} MB. If that is right, raise 'member_megabytes' under [inbox] "
    "in backstride.toml and drop it again."
)
APPLE_TOO_BIG = N_(
    "{name} is an Apple Health export of more than {limit} MB. If that is right, raise "
    "'apple_export_megabytes' under [inbox] in backstride.toml and drop it again."
)
TOO_MUCH = N_(
    "{name} was not unpacked: its archive unpacks to more than {limit} MB. Drop it in parts, or "
    "raise 'archive_megabytes' under [inbox] in backstride.toml."
)
TOO_DENSE = N_(
    "{name} unpacks to more than {limit} times its size, as a zip bomb does. If it is yours, "
    "unpack it yourself, or raise 'ratio' under [inbox] in backstride.toml."
)
