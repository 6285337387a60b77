namespace Deis.SlugTools.Building;

/// <summary>A buildpack that was chosen for an app.</summary>
/// <param name="Id">How messages about its scripts call it: <c>nodejs</c>.</param>
/// <param name="Title">What its <c>bin/detect</c> printed: <c>Node.js</c>. Empty when a custom one did not recognise the app.</param>
/// <param name="Folder">Where its <c>bin</c> is.</param>
internal sealed record Buildpack(string Id, string Title, string Folder)
{
    /// <summary>The path of one of its scripts.</summary>
    public string Script(string name) => Path.Combine(Folder, "bin", name);
}
