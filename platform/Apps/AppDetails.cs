namespace Deis.Platform.Apps;

/// <summary>An app as its users see it.</summary>
/// <param name="App">The app.</param>
/// <param name="Owner">Name of the owner.</param>
/// <param name="Procfile">Process types and commands of its newest successful release; null before the first build.</param>
public sealed record AppDetails(App App, string Owner, Dictionary<string, string>? Procfile);
