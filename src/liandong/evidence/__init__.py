"""Photos, papers, sound and video: taken in, kept, shown and cleared away.

- `uploads`: a file comes in, in pieces or in one stream; `Uploader.owner` is a plain string ("account:…", "public:…").
- `held`: what acts may name of it, and which matters name it; `act` alone writes references.
- `store`: bytes on the disk, written once under a random key, durable before anybody may name them.
- `pictures`: small copies of photos, drawn in a process with limits; `seen`: who may read a file.
- `sweep`: what nobody ever named goes after a grace time; `verification`: whether every named file is what it was.

The record holds the truth about a named file: its SHA-256 stands in the event that added it. The tables here only
find it.
"""
