namespace Deis.Architecture.Tests;

/// <summary>A project and the folders of the projects it references.</summary>
internal sealed record ProjectFile(string Folder, IReadOnlyList<string> References);
