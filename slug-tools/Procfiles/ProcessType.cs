namespace Deis.SlugTools.Procfiles;

/// <summary>One line of a Procfile.</summary>
/// <param name="Name">For example <c>web</c>.</param>
/// <param name="Command">A line for <c>bash -c</c>.</param>
internal sealed record ProcessType(string Name, string Command);
