namespace Deis.Client.Services;

internal sealed record ServiceRemoveRequest(string ProcfileType);
