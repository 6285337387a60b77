namespace Deis.Acceptance.Driving;

/// <summary>Where things are in the repository under test.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Install => Path.Combine(Root, "out");

    public static string Sample(string name) => Path.Combine(Root, "samples", name);

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
