namespace Deis.Logger.Commits;

/// <summary>What came of lines that were to be committed.</summary>
/// <param name="Status">Whether they are stored.</param>
/// <param name="Last">The number of the last one, if they are.</param>
/// <param name="Grown">By how many bytes of memory the stream has grown, if they are.</param>
internal readonly record struct CommitResult(CommitStatus Status, long Last = 0, long Grown = 0);
