namespace DurableTask.Postgres.Bench.Rivals;

/// <summary>The rival's step, which does nothing either. Hangfire calls public methods of public types only.</summary>
public static class HangfireJobs
{
    public static int Step(int number) => number + 1;
}
