namespace Deis.SlugTools.Building.Buildpacks;

/// <summary>A buildpack that is ready to run.</summary>
/// <param name="Id">How messages about its scripts call it: <c>nodejs</c>.</param>
/// <param name="Title">What its <c>bin/detect</c> printed: <c>Node.js</c>. Empty when it was not asked, or did not recognise the app.</param>
/// <param name="Folder">Where its <c>bin</c> is.</param>
internal sealed record Buildpack(string Id, string Title, string Folder)
{
    /// <summary>The path of one of its scripts.</summary>
    public string Script(string name) => Path.Combine(Folder, "bin", name);
}
