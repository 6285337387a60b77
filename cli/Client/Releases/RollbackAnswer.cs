namespace Deis.Client.Releases;

internal sealed record RollbackAnswer
{
    public required int Version { get; init; }
}
