namespace Microsoft.DurableTask;

/// <summary>One step with effects on the world. It runs at least once, so it must be idempotent.</summary>
/// <typeparam name="TInput">Type of the input.</typeparam>
/// <typeparam name="TOutput">Type of the output.</typeparam>
public abstract class TaskActivity<TInput, TOutput> : ITaskActivity
{
    Type ITaskActivity.InputType => typeof(TInput);

    Type ITaskActivity.OutputType => typeof(TOutput);

    async Task<object?> ITaskActivity.RunAsync(TaskActivityContext context, object? input) =>
        await RunAsync(context, input is null ? default! : (TInput)input);

    /// <summary>Runs the activity.</summary>
    /// <param name="context">Which task this is.</param>
    /// <param name="input">The deserialized input.</param>
    public abstract Task<TOutput> RunAsync(TaskActivityContext context, TInput input);
}
