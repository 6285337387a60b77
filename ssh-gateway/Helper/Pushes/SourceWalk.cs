using LibGit2Sharp;

namespace Deis.SshGateway.Helper.Pushes;

/// <summary>Goes through the files of a commit once, and stops where they exceed <paramref name="limits"/>. Contents of large files are never read.</summary>
internal sealed class SourceWalk(Repository git, SourceLimits limits)
{
    private const int LargestPointerBytes = 1024;
    private const int LargestAttributesBytes = 1 << 20;
    private const string PointerStart = "version https://git-lfs.github.com/spec/";

    private readonly Dictionary<ObjectId, long> _sizes = [];
    private readonly List<string> _submodules = [];
    private readonly List<string> _pointers = [];
    private bool _hasLargeFileStorage;
    private int _entries;
    private long _bytes;

    /// <summary>Paths of submodules.</summary>
    public IReadOnlyList<string> Submodules => _submodules;

    /// <summary>Paths of Git LFS pointers.</summary>
    public IReadOnlyList<string> Pointers => _pointers;

    /// <summary>Goes through <paramref name="tree"/>; returns why it is refused, or null.</summary>
    public string? Run(Tree tree)
    {
        _hasLargeFileStorage = UsesLargeFileStorage(tree);
        return Walk(tree, "", 1);
    }

    private string? Walk(Tree tree, string folder, int depth)
    {
        if (depth > limits.Depth)
        {
            return $"The source is refused: it has more than {limits.Depth} folders within each other.";
        }

        foreach (var entry in tree)
        {
            if (++_entries > limits.Files)
            {
                return $"The source is refused: it has more than {limits.Files} files and folders. "
                    + "Take out what is generated or downloaded, such as node_modules: git rm -r --cached FOLDER";
            }

            if (Look(entry, folder + entry.Name, depth) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private string? Look(TreeEntry entry, string path, int depth)
    {
        switch (entry.TargetType)
        {
            case TreeEntryTargetType.GitLink:
                _submodules.Add(path);
                return null;
            case TreeEntryTargetType.Tree:
                return Walk((Tree)entry.Target, $"{path}/", depth + 1);
            default:
                var size = SizeOf(entry.Target.Id);
                _bytes += size;
                if (_hasLargeFileStorage && size <= LargestPointerBytes && ((Blob)entry.Target).GetContentText().StartsWith(PointerStart, StringComparison.Ordinal))
                {
                    _pointers.Add(path);
                }

                return _bytes > limits.Bytes
                    ? $"The source is refused: its files have more than {limits.Bytes >> 30} GiB. Large data belongs into object storage, not into git."
                    : null;
        }
    }

    // The header says it; Blob.Size would load the whole content.
    private long SizeOf(ObjectId id)
    {
        if (!_sizes.TryGetValue(id, out var size))
        {
            size = git.ObjectDatabase.RetrieveObjectMetadata(id).Size;
            _sizes[id] = size;
        }

        return size;
    }

    // Reading every blob would be slow; a repository with LFS says so in its top .gitattributes.
    private bool UsesLargeFileStorage(Tree tree) =>
        tree[".gitattributes"]?.Target is Blob attributes && SizeOf(attributes.Id) <= LargestAttributesBytes
        && attributes.GetContentText().Contains("filter=lfs", StringComparison.Ordinal);
}
