using DurableTask.Postgres.Analyzers.Tests.Support;

namespace DurableTask.Postgres.Analyzers.Tests;

/// <summary>Each rule on the body of an orchestrator: what it finds, and what it lets pass.</summary>
public class RuleTests
{
    [Theory]
    [InlineData("var x = {|DURABLE0001:DateTime.Now|};")]
    [InlineData("var x = {|DURABLE0001:DateTime.UtcNow|}.AddDays(1);")]
    [InlineData("var x = {|DURABLE0001:System.DateTime.Today|};")]
    [InlineData("var x = {|DURABLE0001:DateTimeOffset.Now|};")]
    [InlineData("var x = {|DURABLE0001:DateTimeOffset.UtcNow|};")]
    [InlineData("var x = context.CurrentUtcDateTime;")]
    [InlineData("var x = DateTime.UnixEpoch + TimeSpan.FromDays(1);")]
    [InlineData("var x = nameof(DateTime.UtcNow);")]
    public Task WallClock(string body) => Analysis.FindsAsync(Analysis.InOrchestrator(body));

    [Theory]
    [InlineData("var x = {|DTPG0001:Stopwatch.StartNew()|}.Elapsed;")]
    [InlineData("var x = {|DTPG0001:Stopwatch.GetTimestamp()|};")]
    [InlineData("var x = {|DTPG0001:TimeProvider.System.GetUtcNow()|};")]
    [InlineData("var x = {|DTPG0001:TimeProvider.System.GetTimestamp()|};")]
    [InlineData("var x = {|DTPG0001:Environment.TickCount64|};")]
    [InlineData("var x = Stopwatch.Frequency;")]
    [InlineData("var x = TimeProvider.System;")]
    public Task OtherClocks(string body) => Analysis.FindsAsync(Analysis.InOrchestrator(body));

    [Theory]
    [InlineData("var x = {|DURABLE0002:Guid.NewGuid()|};")]
    [InlineData("var x = {|DURABLE0002:Guid.CreateVersion7()|}.ToString();")]
    [InlineData("var x = context.NewGuid();")]
    [InlineData("var x = Guid.Parse(input);")]
    public Task Guids(string body) => Analysis.FindsAsync(Analysis.InOrchestrator(body));

    [Theory]
    [InlineData("var x = {|DTPG0002:new Random()|}.Next();")]
    [InlineData("var x = {|DTPG0002:Random.Shared|}.Next(5);")]
    [InlineData("var x = {|DTPG0002:System.Security.Cryptography.RandomNumberGenerator.GetInt32(5)|};")]
    [InlineData("var x = {|DTPG0002:Path.GetRandomFileName()|};")]
    [InlineData("var x = {|DTPG0002:input.GetHashCode()|};")]
    [InlineData("var x = {|DTPG0002:HashCode.Combine(1, 2)|};")]
    [InlineData("var x = new Random(input.Length).Next();")]
    [InlineData("var x = 5.GetHashCode();")]
    public Task RandomNumbers(string body) => Analysis.FindsAsync(Analysis.InOrchestrator(body));

    [Fact]
    public Task RandomNumbers_GeneratorSharedByInstances() => Analysis.FindsAsync(Analysis.InOrchestrator(
        "var x = {|DTPG0002:Dice|}.Next();", "private static readonly Random Dice = new(5);"));

    [Theory]
    [InlineData("await {|DURABLE0003:Task.Delay(5)|};")]
    [InlineData("await {|DURABLE0003:Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System)|};")]
    [InlineData("{|DURABLE0003:Thread.Sleep(5)|};")]
    [InlineData("using var x = {|DURABLE0003:new CancellationTokenSource(500)|};")]
    [InlineData("using var x = new CancellationTokenSource(); {|DURABLE0003:x.CancelAfter(5)|};")]
    [InlineData("using var x = {|DURABLE0003:new PeriodicTimer(TimeSpan.FromSeconds(1))|};")]
    [InlineData("using var x = {|DURABLE0003:new Timer(_ => { }, null, 0, 5)|};")]
    [InlineData("await {|DURABLE0003:context.CallActivityAsync(\"A\").WaitAsync(TimeSpan.FromSeconds(1))|};")]
    [InlineData("var x = {|DURABLE0003:Task.Delay(5)|}; await Task.WhenAny(x, context.CallActivityAsync(\"A\"));")]
    [InlineData("await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);")]
    [InlineData("using var x = new CancellationTokenSource(); await context.WaitForExternalEvent<string>(\"E\", x.Token); x.Cancel();")]
    public Task Delays(string body) => Analysis.FindsAsync(Analysis.InOrchestrator(body));

    [Theory]
    [InlineData("await {|DURABLE0004:Task.Run(() => Thread.Sleep(5))|};")]
    [InlineData("await {|DURABLE0004:Task.Factory.StartNew(() => input)|};")]
    [InlineData("await {|DURABLE0004:context.CallActivityAsync(\"A\").ContinueWith(_ => 5)|};")]
    [InlineData("{|DURABLE0004:new Thread(() => { }).Start()|};")]
    [InlineData("{|DURABLE0004:ThreadPool.QueueUserWorkItem(_ => { })|};")]
    [InlineData("{|DURABLE0004:Parallel.For(0, 5, _ => { })|};")]
    [InlineData("{|DURABLE0004:context.CallActivityAsync(\"A\").Wait()|};")]
    [InlineData("await Task.WhenAll(context.CallActivityAsync(\"A\"), context.CallActivityAsync(\"B\"));")]
    [InlineData("await Task.Yield();")]
    [InlineData("var x = Thread.CurrentThread;")]
    public Task Threads(string body) => Analysis.FindsAsync(Analysis.InOrchestrator(body));

    [Theory]
    [InlineData("using var x = new HttpClient(); await {|DURABLE0005:x.GetStringAsync(input)|};")]
    [InlineData("using var x = new HttpClient(); await {|DURABLE0005:x.GetFromJsonAsync<string>(input)|};")]
    [InlineData("var x = {|DURABLE0005:File.ReadAllText(input)|};")]
    [InlineData("var x = await {|DURABLE0005:File.ReadAllTextAsync(input)|};")]
    [InlineData("var x = {|DURABLE0005:Directory.GetFiles(input)|};")]
    [InlineData("var x = {|DURABLE0005:new FileInfo(input).Length|};")]
    [InlineData("using var x = {|DURABLE0005:new FileStream(input, FileMode.Open)|};")]
    [InlineData("using var x = {|DURABLE0005:new StreamReader(input)|};")]
    [InlineData("await using var x = new Npgsql.NpgsqlConnection(input); await {|DURABLE0005:x.OpenAsync()|};")]
    [InlineData("await using var x = {|DURABLE0005:Npgsql.NpgsqlDataSource.Create(input)|};")]
    [InlineData("System.Data.IDbCommand? x = null; {|DURABLE0005:x!.ExecuteNonQuery()|};")]
    [InlineData("using var x = new System.Net.Sockets.TcpClient(); {|DURABLE0005:x.Connect(input, 80)|};")]
    [InlineData("var x = {|DURABLE0005:System.Net.Dns.GetHostName()|};")]
    [InlineData("using var x = {|DURABLE0005:Process.Start(input)|};")]
    [InlineData("var x = {|DURABLE0005:Console.ReadLine()|};")]
    [InlineData("Microsoft.DurableTask.Client.DurableTaskClient? x = null; await {|DURABLE0005:x!.ScheduleNewOrchestrationInstanceAsync(\"A\")|};")]
    [InlineData("var x = new HttpRequestMessage(HttpMethod.Get, input);")]
    [InlineData("var x = Path.Combine(input, \"a\"); var y = new FileInfo(x).Name;")]
    [InlineData("using var x = new StreamReader(new MemoryStream()); var y = x.ReadToEnd();")]
    [InlineData("try { await context.CallActivityAsync(\"A\"); } catch (Npgsql.NpgsqlException error) { var x = error.Message; }")]
    public Task InputAndOutput(string body) => Analysis.FindsAsync(Analysis.InOrchestrator(body));

    [Theory]
    [InlineData("var x = {|DURABLE0006:Environment.GetEnvironmentVariable(input)|};")]
    [InlineData("var x = {|DURABLE0006:Environment.ExpandEnvironmentVariables(input)|};")]
    [InlineData("var x = input + Environment.NewLine;")]
    public Task EnvironmentVariables(string body) => Analysis.FindsAsync(Analysis.InOrchestrator(body));

    [Theory]
    [InlineData("var x = {|DTPG0005:Environment.MachineName|};")]
    [InlineData("var x = {|DTPG0005:Environment.ProcessorCount|};")]
    [InlineData("var x = {|DTPG0005:AppContext.BaseDirectory|};")]
    [InlineData("var x = {|DTPG0005:TimeZoneInfo.Local|};")]
    [InlineData("var x = {|DTPG0005:context.CurrentUtcDateTime.ToLocalTime()|};")]
    [InlineData("Microsoft.Extensions.Configuration.IConfiguration? x = null; var y = {|DTPG0005:x![input]|};")]
    [InlineData("Microsoft.Extensions.Configuration.IConfiguration? x = null; var y = {|DTPG0005:x!.GetSection(input)|}[\"a\"];")]
    [InlineData("Microsoft.Extensions.Options.IOptions<Uri>? x = null; var y = {|DTPG0005:x!.Value|}.Host;")]
    [InlineData("Microsoft.Extensions.Options.IOptionsMonitor<Uri>? x = null; var y = {|DTPG0005:x!.CurrentValue|}.Host;")]
    [InlineData("var x = TimeZoneInfo.Utc; var y = context.CurrentUtcDateTime.ToUniversalTime();")]
    public Task ConfigurationAndMachine(string body) => Analysis.FindsAsync(Analysis.InOrchestrator(body));

    [Theory]
    [InlineData("var x = new SemaphoreSlim(1); await {|DTPG0003:x.WaitAsync()|};")]
    [InlineData("var x = System.Threading.Channels.Channel.CreateUnbounded<int>(); var y = await {|DTPG0003:x.Reader.ReadAsync()|};")]
    [InlineData("var x = System.Threading.Channels.Channel.CreateUnbounded<int>(); await {|DTPG0003:x.Reader.Completion|};")]
    [InlineData("using var x = new CancellationTokenSource(); await {|DTPG0003:x.CancelAsync()|};")]
    [InlineData("var x = new SemaphoreSlim(1).WaitAsync(); await {|DTPG0003:Task.WhenAny(x, context.CallActivityAsync(\"A\"))|};")]
    [InlineData("var x = new SemaphoreSlim(1); await {|DTPG0003:Task.WhenAll(context.CallActivityAsync(\"A\"), x.WaitAsync())|};")]
    [InlineData("var x = new SemaphoreSlim(1); await ({|DTPG0003:input.Length > 1 ? x.WaitAsync() : context.CallActivityAsync(\"A\")|});")]
    [InlineData("var x = System.Threading.Channels.Channel.CreateUnbounded<int>(); await foreach (var y in {|DTPG0003:x.Reader.ReadAllAsync()|}) { }")]
    [InlineData("var x = new SemaphoreSlim(1); await Task.WhenAll(new[] { 1, 2 }.Select(_ => {|DTPG0003:x.WaitAsync()|}));")]
    [InlineData("var x = context.CallActivityAsync<int>(\"A\"); var y = await x + await context.CallSubOrchestratorAsync<int>(\"B\");")]
    [InlineData("var x = new[] { 1, 2 }.Select(y => context.CallActivityAsync<int>(\"A\", y)); var z = (await Task.WhenAll(x)).Sum();")]
    [InlineData("var x = new List<Task>(); x.Add(context.CallActivityAsync(\"A\")); await Task.WhenAll(x); await x[0];")]
    [InlineData("await (input.Length > 1 ? context.CallActivityAsync(\"A\") : Task.CompletedTask);")]
    [InlineData("var x = new TaskCompletionSource(); x.SetResult(); await x.Task;")]
    [InlineData("var x = await await Task.WhenAny(context.WaitForExternalEvent<int>(\"A\"), context.WaitForExternalEvent<int>(\"B\"));")]
    [InlineData("var x = new Queue<Task>(); x.Enqueue(context.CallActivityAsync(\"A\")); await x.Dequeue();")]
    [InlineData("Func<Task> x = () => context.CallActivityAsync(\"A\"); await x();")]
    [InlineData("await context.CallActivityAsync(\"A\").WaitAsync(CancellationToken.None);")]
    [InlineData("await new ValueTask(context.CallActivityAsync(\"A\")).AsTask();")]
    public Task Awaits(string body) => Analysis.FindsAsync(Analysis.InOrchestrator(body));

    [Theory]
    [InlineData("await context.CallActivityAsync(\"A\").{|DTPG0004:ConfigureAwait(false)|};")]
    [InlineData("await context.CallActivityAsync<int>(\"A\").{|DTPG0004:ConfigureAwait(continueOnCapturedContext: false)|};")]
    [InlineData("await context.CallActivityAsync(\"A\").{|DTPG0004:ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing)|};")]
    [InlineData("await context.CallActivityAsync(\"A\").ConfigureAwait(true);")]
    [InlineData("await context.CallActivityAsync(\"A\").ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);")]
    public Task ConfigureAwait(string body) => Analysis.FindsAsync(Analysis.InOrchestrator(body));

    [Theory]
    [InlineData("{|DURABLE0011:while|} (true) { await context.CallActivityAsync(\"A\"); }")]
    [InlineData("{|DURABLE0011:for|} (;;) { await context.CreateTimer(TimeSpan.FromDays(1), default); }")]
    [InlineData("{|DURABLE0011:do|} { await context.CallActivityAsync(\"A\"); context.ContinueAsNew(input); } while (true);")]
    [InlineData("{|DURABLE0011:while|} (true) { foreach (var x in input) { if (x == 'a') { break; } } await context.CallActivityAsync(\"A\"); }")]
    [InlineData("{|DURABLE0011:while|} (true) { Func<int> x = () => { return 5; }; await context.CallActivityAsync(\"A\", x()); }")]
    [InlineData("while (true) { await context.CallActivityAsync(\"A\"); context.ContinueAsNew(input); return input; }")]
    [InlineData("while (true) { if (await context.CallActivityAsync<bool>(\"A\")) { break; } }")]
    [InlineData("for (var x = 1; ; x++) { await context.CallActivityAsync(\"A\"); if (x == 3) { return input; } }")]
    [InlineData("while (true) { await context.CallActivityAsync(\"A\"); if (input.Length == 3) { throw new InvalidOperationException(); } }")]
    [InlineData("while (input.Length > 0) { input = await context.CallActivityAsync<string>(\"A\"); }")]
    public Task EndlessLoops(string body) => Analysis.FindsAsync(Analysis.InOrchestrator(body));

    [Theory]
    [InlineData("context.CreateReplaySafeLogger<Example>().LogInformation(\"a\");")]
    [InlineData("var x = context.CreateReplaySafeLogger(\"a\"); x.LogInformation(\"a\");")]
    [InlineData("var x = context.ReplaySafeLoggerFactory.CreateLogger(\"a\"); x.LogInformation(\"a\");")]
    [InlineData("ILoggerFactory? x = null; {|DURABLE0010:LoggerFactoryExtensions.CreateLogger<Example>(new LoggerFactory())|}.LogInformation(\"a\");")]
    [InlineData("ILogger x = Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance; x.LogInformation(\"a\");")]
    public Task Loggers(string body) => Analysis.FindsAsync(Analysis.InOrchestrator(body));
}
