namespace DurableTask.Postgres.Store;

/// <summary>Keeps the plans of the queue tables good (README.md, "Plans").</summary>
internal static class PlanSql
{
    /// <summary>
    /// First statement of a transaction; it ends with it. A plan that was made while a queue table was a page long would read the whole
    /// table for as long as it is kept, however long the table has become.
    /// </summary>
    public const string ByIndex = "select set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)";
}
