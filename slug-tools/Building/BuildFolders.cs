namespace Deis.SlugTools.Building;

/// <summary>Where a build works (docs/protocol/slug.md §1). All but the last two are private to the sandbox.</summary>
internal static class BuildFolders
{
    /// <summary>$HOME of the scripts, and the place the app will have when it runs.</summary>
    public const string App = "/app";

    /// <summary>The tree the buildpack works on; becomes the slug.</summary>
    public const string Build = "/tmp/build";

    /// <summary>The buildpack's to keep between builds.</summary>
    public const string Cache = "/tmp/cache";

    /// <summary>The app's configuration for the buildpack, one file per variable.</summary>
    public const string Environment = "/tmp/environment";

    /// <summary>The buildpacks that are used, each in a folder of its own.</summary>
    public const string Buildpacks = "/tmp/buildpacks";

    /// <summary>Archives and lists before they are stored.</summary>
    public const string Out = "/tmp/out";

    /// <summary>The app's configuration as the platform mounts it.</summary>
    public const string Config = "/tmp/env";

    /// <summary>The buildpacks that come with this program.</summary>
    public static string Bundled => Path.Combine(AppContext.BaseDirectory, "buildpacks");

    /// <summary>Creates those that must exist, empty.</summary>
    public static void Prepare()
    {
        foreach (var folder in (string[])[App, Build, Cache, Environment, Buildpacks, Out])
        {
            Directory.CreateDirectory(folder);
            Folder.Clear(folder);
        }
    }
}
