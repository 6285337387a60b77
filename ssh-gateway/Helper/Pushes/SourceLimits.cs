namespace Deis.SshGateway.Helper.Pushes;

/// <summary>How much a pushed commit may hold (docs/protocol/builder.md §5). A few small git objects can stand for any number of files, so this is counted
/// before an archive is made; a build would refuse the same (docs/protocol/slug.md §3).</summary>
/// <param name="Files">Files, links and folders.</param>
/// <param name="Bytes">Their size together.</param>
/// <param name="Depth">Folders within each other.</param>
internal sealed record SourceLimits(int Files, long Bytes, int Depth)
{
    /// <summary>What a build takes.</summary>
    public static SourceLimits Default { get; } = new(500_000, 8L << 30, 200);
}
