namespace Deis.RuntimeContract;

/// <summary>Why the runtime of this test program cannot run here. Attributes cannot be told, so the program's configuration says what it needs.</summary>
internal static class ContractSkip
{
    /// <summary>The reason; null when it can run.</summary>
    public static string? Reason { get; } =
        AppContext.GetData("Deis.RuntimeContract.NeedsCluster")?.ToString() == "true" && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("DEIS_TEST_CLUSTER"))
            ? "there is no test cluster: ./test cluster starts one"
            : null;
}
