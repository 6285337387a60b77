namespace Deis.Client.Releases;

internal sealed record RollbackRequest(int Version);
