namespace Deis.Functions.Durable;

/// <summary>How a start is answered.</summary>
/// <param name="Timeout">How long to wait for the end; null: not at all.</param>
/// <param name="FailureIs500">True: the failure of the orchestration is answered with 500.</param>
public sealed record StartOptions(TimeSpan? Timeout, bool FailureIs500)
{
    /// <summary>Reads them. Waiting needs no polling here, so the interval is checked and not used.</summary>
    internal static StartOptions Read(QueryFields query)
    {
        query.Seconds("pollingInterval");
        return new StartOptions(query.Seconds("timeout"), query.Flag("returnInternalServerErrorOnFailure", otherwise: false));
    }
}
