using System.Text.Json;
using Microsoft.DurableTask;

namespace DurableTask.Postgres.Replay;

/// <summary>Failures as stored text.</summary>
internal static class FailureText
{
    public static string Write(TaskFailureDetails failure) => JsonSerializer.Serialize(failure);

    public static TaskFailureDetails Read(string text) => JsonSerializer.Deserialize<TaskFailureDetails>(text)!;
}
