using System.Xml.Linq;

namespace Deis.Architecture.Tests;

/// <summary>The repository's project files.</summary>
internal static class Repository
{
    private static readonly string[] NotOfTheProduct = ["tests/", "samples/", "out/"];

    public static string Root { get; } = FindRoot();

    /// <summary>Every project of the product, by its folder relative to the root.</summary>
    public static IReadOnlyDictionary<string, ProjectFile> Projects { get; } = Directory
        .EnumerateFiles(Root, "*.csproj", SearchOption.AllDirectories)
        .Select(file => new ProjectFile(Relative(Path.GetDirectoryName(file)!), References(file)))
        .Where(project => !NotOfTheProduct.Any(folder => project.Folder.StartsWith(folder, StringComparison.Ordinal)))
        .ToDictionary(project => project.Folder);

    private static List<string> References(string file) => XDocument.Load(file)
        .Descendants("ProjectReference")
        .Select(reference => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, reference.Attribute("Include")!.Value)))
        .Select(target => Relative(Path.GetDirectoryName(target)!))
        .ToList();

    private static string Relative(string folder) => Path.GetRelativePath(Root, folder);

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Deis.Functions.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder;
    }
}
