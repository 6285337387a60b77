using Microsoft.Azure.Functions.Worker;

namespace Deis.FunctionsHost.Invocation;

/// <summary>Requests are never tried again by the host: the caller does that.</summary>
internal sealed class NoRetryContext : RetryContext
{
    public static readonly NoRetryContext Instance = new();

    public override int RetryCount => 0;

    public override int MaxRetryCount => 0;
}
