namespace Deis.SlugTools.Building.Buildpacks;

/// <summary>The file <c>.buildpacks</c>: one buildpack per line, run one after the other.</summary>
internal static class BuildpackList
{
    /// <summary>The file's name in the root of an app.</summary>
    public const string FileName = ".buildpacks";

    private const int Most = 20;

    /// <summary>Reads the file of a folder; null when there is none. Empty lines and those that begin with <c>#</c> do not count.</summary>
    public static Result<List<BuildpackSource>?> Load(string folder)
    {
        if (!SmallFile.Read(folder, FileName, $"it is a list of at most {Most} addresses").TryGet(out var text, out var failure))
            return failure;
        if (text is null)
            return (List<BuildpackSource>?)null;

        var sources = new List<BuildpackSource>();
        foreach (var (index, line) in text.Split('\n').Index())
        {
            if (line.Trim() is not { Length: > 0 } address || address[0] == '#')
                continue;
            if (sources.Count == Most)
                return new Failure($"{FileName} lists more than {Most} buildpacks");
            if (!BuildpackSource.Parse(address, $"line {index + 1} of {FileName}").TryGet(out var source, out failure))
                return failure;
            sources.Add(source);
        }
        return sources.Count > 0 ? sources : new Failure($"{FileName} is empty; write the addresses of buildpacks into it, one per line, or remove it");
    }
}
