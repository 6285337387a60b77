namespace Deis.Client.Apps;

internal sealed record TransferRequest(string Owner);
