using Microsoft.CodeAnalysis;

namespace DurableTask.Postgres.Analyzers;

/// <summary>
/// The forbidden members: type, names (<c>*</c>: all methods, <c>.</c>: all methods and properties, <c>new</c>: its constructors), rule,
/// what to use instead. Derived types count too. Where more must be known than a name, <see cref="ApiCatalog"/> looks closer.
/// </summary>
internal static class ApiTable
{
    private const string Timer = "'await context.CreateTimer(…)'";
    private const string Now = "'context.CurrentUtcDateTime'";
    private const string Activity = "an activity: 'await context.CallActivityAsync(…)'";
    private const string Parallel = "activities or sub-orchestrations, which run in parallel until they are awaited";
    private const string Numbers = "'context.NewGuid()', or a number from an activity";
    private const string Given = "the orchestrator's input, or an activity that reads it";

    public static readonly (string Type, string Members, DiagnosticDescriptor Rule, string Instead)[] Rows =
    [
        ("System.DateTime", "Now UtcNow Today", Rules.DateTime, Now),
        ("System.DateTimeOffset", "Now UtcNow", Rules.DateTime, Now),
        ("System.Guid", "NewGuid CreateVersion7", Rules.Guid, "'context.NewGuid()'"),

        ("System.Threading.Tasks.Task", "Delay", Rules.Delay, Timer),
        ("System.Threading.Tasks.TimeProviderTaskExtensions", "*", Rules.Delay, Timer),
        ("System.Threading.Thread", "Sleep SpinWait", Rules.Delay, Timer),
        ("System.Threading.CancellationTokenSource", "CancelAfter", Rules.Delay, Timer),
        ("System.Threading.Timer", "new", Rules.Delay, Timer),
        ("System.Threading.PeriodicTimer", "new", Rules.Delay, Timer),
        ("System.Timers.Timer", "new", Rules.Delay, Timer),

        ("System.Threading.Tasks.Task", "Run ContinueWith Start", Rules.Threads, Parallel),
        ("System.Threading.Tasks.Task", "Wait WaitAll WaitAny", Rules.Threads, "'await'"),
        ("System.Threading.Tasks.TaskFactory", "StartNew ContinueWhenAll ContinueWhenAny FromAsync", Rules.Threads, Parallel),
        ("System.Threading.Tasks.TaskFactory`1", "StartNew ContinueWhenAll ContinueWhenAny FromAsync", Rules.Threads, Parallel),
        ("System.Threading.Tasks.Parallel", "*", Rules.Threads, Parallel),
        ("System.Linq.ParallelEnumerable", "AsParallel", Rules.Threads, Parallel),
        ("System.Threading.Thread", "Start UnsafeStart Join", Rules.Threads, Parallel),
        ("System.Threading.ThreadPool", "*", Rules.Threads, Parallel),
        ("System.ComponentModel.BackgroundWorker", "RunWorkerAsync", Rules.Threads, Parallel),

        ("System.Net.Http.HttpMessageInvoker", "*", Rules.InputOutput, Activity),
        ("System.Net.WebRequest", "*", Rules.InputOutput, Activity),
        ("System.Net.WebClient", "*", Rules.InputOutput, Activity),
        ("System.Net.Dns", "*", Rules.InputOutput, Activity),
        ("System.Net.NetworkInformation.Ping", "*", Rules.InputOutput, Activity),
        ("System.Net.Sockets.Socket", "*", Rules.InputOutput, Activity),
        ("System.Net.Sockets.TcpClient", "*", Rules.InputOutput, Activity),
        ("System.Net.Sockets.TcpListener", "*", Rules.InputOutput, Activity),
        ("System.Net.Sockets.UdpClient", "*", Rules.InputOutput, Activity),
        ("System.Net.Sockets.NetworkStream", "*", Rules.InputOutput, Activity),
        ("System.Net.WebSockets.WebSocket", "*", Rules.InputOutput, Activity),
        ("System.IO.File", "*", Rules.InputOutput, Activity),
        ("System.IO.Directory", "*", Rules.InputOutput, Activity),
        ("System.IO.FileSystemInfo", ".", Rules.InputOutput, Activity),
        ("System.IO.DriveInfo", ".", Rules.InputOutput, Activity),
        ("System.IO.FileStream", "* new", Rules.InputOutput, Activity),
        ("System.IO.Path", "GetTempFileName Exists", Rules.InputOutput, Activity),
        ("System.Console", "Read ReadLine ReadKey", Rules.InputOutput, Activity),
        ("System.Diagnostics.Process", "*", Rules.InputOutput, Activity),
        ("System.Data.IDbConnection", "*", Rules.InputOutput, Activity),
        ("System.Data.IDbCommand", "*", Rules.InputOutput, Activity),
        ("System.Data.IDataReader", "*", Rules.InputOutput, Activity),
        ("System.Data.Common.DbDataSource", "*", Rules.InputOutput, Activity),
        ("System.Data.Common.DbBatch", "*", Rules.InputOutput, Activity),
        ("Microsoft.EntityFrameworkCore.DbContext", "*", Rules.InputOutput, Activity),
        ("Azure.Storage.Blobs.BlobServiceClient", "*", Rules.InputOutput, Activity),
        ("Azure.Storage.Blobs.BlobContainerClient", "*", Rules.InputOutput, Activity),
        ("Azure.Storage.Blobs.Specialized.BlobBaseClient", "*", Rules.InputOutput, Activity),
        ("Azure.Storage.Queues.QueueServiceClient", "*", Rules.InputOutput, Activity),
        ("Azure.Storage.Queues.QueueClient", "*", Rules.InputOutput, Activity),
        ("Azure.Data.Tables.TableServiceClient", "*", Rules.InputOutput, Activity),
        ("Azure.Data.Tables.TableClient", "*", Rules.InputOutput, Activity),
        ("Microsoft.Azure.Cosmos.CosmosClient", "*", Rules.InputOutput, Activity),
        ("Microsoft.Azure.Cosmos.Database", "*", Rules.InputOutput, Activity),
        ("Microsoft.Azure.Cosmos.Container", "*", Rules.InputOutput, Activity),
        ("Microsoft.DurableTask.Client.DurableTaskClient", "*", Rules.InputOutput,
            "the context: 'context.CallSubOrchestratorAsync(…)', 'context.SendEvent(…)', or an activity"),

        ("System.Environment", "GetEnvironmentVariable GetEnvironmentVariables ExpandEnvironmentVariables SetEnvironmentVariable",
            Rules.EnvironmentVariable, Given),
        ("System.Environment", ".", Rules.Machine, Given),
        ("System.AppContext", ".", Rules.Machine, Given),
        ("System.TimeZoneInfo", "Local", Rules.Machine, Given),
        ("System.DateTime", "ToLocalTime", Rules.Machine, "UTC"),
        ("System.DateTimeOffset", "ToLocalTime LocalDateTime", Rules.Machine, "UTC"),
        ("System.IO.Path", "GetTempPath", Rules.Machine, Given),
        ("System.Configuration.ConfigurationManager", ".", Rules.Machine, Given),
        ("Microsoft.Extensions.Configuration.IConfiguration", ".", Rules.Machine, Given),
        ("Microsoft.Extensions.Options.IOptions`1", ".", Rules.Machine, Given),
        ("Microsoft.Extensions.Options.IOptionsMonitor`1", ".", Rules.Machine, Given),

        ("System.Diagnostics.Stopwatch", "StartNew GetTimestamp GetElapsedTime Start Restart", Rules.Clock, Now),
        ("System.TimeProvider", "GetUtcNow GetLocalNow GetTimestamp GetElapsedTime", Rules.Clock, Now),
        ("System.TimeProvider", "CreateTimer", Rules.Delay, Timer),
        ("System.Environment", "TickCount TickCount64", Rules.Clock, Now),

        ("System.Random", "Shared", Rules.Random, Numbers),
        ("System.Security.Cryptography.RandomNumberGenerator", "*", Rules.Random, Numbers),
        ("System.IO.Path", "GetRandomFileName", Rules.Random, Numbers),
        ("System.HashCode", "Combine ToHashCode", Rules.Random, "a hash that is the same in every process"),
    ];

    /// <summary>Members of the rows above that do no harm.</summary>
    public static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        "Dispose", "DisposeAsync", "Close", "ToString", "Equals", "GetHashCode", "GetType",
        "Environment.NewLine", "FileInfo.Name", "FileSystemInfo.Name", "FileInfo.Extension", "FileSystemInfo.Extension", "DirectoryInfo.Name",
    };
}
