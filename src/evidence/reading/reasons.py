"""What to tell the keeper about kinds of files whose text is not read, and what to do about it."""

from __future__ import annotations

_REASONS = {
    "application/x-empty": "The file is empty; ask whoever sent it for the whole file.",
    "application/x-ole-encrypted": "The file is protected by a password; file a copy that was saved without one.",
    "application/gzip": "Text not read: unpack the compressed file and file what is inside.",
    "application/x-7z-compressed": "Text not read: unpack the 7-Zip archive and file what is inside.",
    "application/vnd.rar": "Text not read: unpack the RAR archive and file what is inside.",
    "application/vnd.ms-cab-compressed": "Text not read: unpack the cabinet file and file what is inside.",
    "application/vnd.ms-powerpoint": "Text not read yet from old PowerPoint: save it as .pptx or PDF and file that.",
    "application/x-ole-storage": "Text not read yet from this Office file: save it as PDF and file that; if it does "
    "not open, ask for another copy.",
    "application/ms-tnef": "Text not read: Outlook has wrapped what was attached (winmail.dat). Open the message in "
    "Outlook and file what is inside, or ask for it to be sent again as plain text or HTML.",
    "application/epub+zip": "Text not read yet from e-books: save it as PDF and file that.",
    "audio/mpeg": "Text not read from sound: file a written note of what is said.",
    "audio/ogg": "Text not read from sound: file a written note of what is said.",
    "video/mp4": "Text not read from video: file a written note of what is shown.",
    "application/octet-stream": "Text not read: the content is of no kind known here. Save it as PDF and file that.",
}


def not_read_yet(media_type: str, name: str) -> str:
    """A sentence: that the text is not read, and what to do."""
    known = _REASONS.get(media_type)
    if known:
        return known
    suffix = name.rpartition(".")[2].lower() if "." in name else ""
    what = f"{media_type} files" if media_type else f".{suffix} files"
    return f"Text not read yet from {what}: save it as PDF and file that."
