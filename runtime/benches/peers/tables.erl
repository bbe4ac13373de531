%% What ets and dets take for the work of table.rs and disk.rs: a line per figure, in nanoseconds.
-module(tables).
-export([ets/0, dets/0]).

-define(KEYS, 1000000).
-define(OPS, 300000).

ets() ->
    Kinds = [{"set", [set, public]},
             {"set, concurrent",
              [set, public, {read_concurrency, true}, {write_concurrency, auto},
               {decentralized_counters, true}]},
             {"ordered_set", [ordered_set, public]}],
    [ets(Name, Options) || {Name, Options} <- Kinds],
    ok.

ets(Name, Options) ->
    Table = ets:new(bench, Options),
    ets:insert(Table, [{Key, Key} || Key <- lists:seq(0, ?KEYS - 1)]),
    [report(Name, What, Workers, work(Workers, Fun))
     || Workers <- [1, 2],
        {What, Fun} <-
            [{"get", fun(Key, _) -> ets:lookup(Table, Key) end},
             {"put", fun(Key, _) -> ets:insert(Table, {Key, 1}) end},
             {"counter", fun(Key, _) -> ets:update_counter(Table, Key, 1) end},
             {"90/10", fun(Key, 0) -> ets:insert(Table, {Key, 1});
                          (Key, _) -> ets:lookup(Table, Key) end}]],
    ets:delete(Table).

report(Name, What, Workers, Time) ->
    io:format("~s|~s|~b|~.1f~n", [Name, What, Workers, Time]).

%% The time of one operation of one worker, without that of the loop.
work(Workers, Fun) ->
    Empty = timed(Workers, fun(_, _) -> ok end),
    max(0.1, lists:min([timed(Workers, Fun) || _ <- [1, 2]]) - Empty).

timed(Workers, Fun) ->
    Self = self(),
    {Time, _} = timer:tc(fun() ->
        Pids = [spawn_link(fun() -> loop(?OPS, 123456789 * Worker, Fun), Self ! {done, self()} end)
                || Worker <- lists:seq(1, Workers)],
        [receive {done, Pid} -> ok end || Pid <- Pids]
    end),
    Time * 1000 / ?OPS.

loop(0, _, _) -> ok;
loop(Left, Seed, Fun) ->
    Next = (Seed * 1140671485 + 12820163) band 16#ffffff,
    Fun(Next rem ?KEYS, (Next bsr 12) rem 10),
    loop(Left - 1, Next, Fun).

dets() ->
    File = "bench.dets",
    file:delete(File),
    {ok, Table} = dets:open_file(bench, [{file, File}, {type, set}]),
    Value = binary:copy(<<7>>, 100),
    Batch = fun(From) -> [{Key, Value} || Key <- lists:seq(From, From + 999)] end,
    Rows = timer_of(50, fun(N) -> ok = dets:insert(Table, Batch(N * 1000)), ok = dets:sync(Table) end) / 1000,
    io:format("batch|~.1f~n", [Rows]),
    One = timer_of(200, fun(N) -> ok = dets:insert(Table, {N, Value}), ok = dets:sync(Table) end),
    io:format("one|~.1f~n", [One]),
    Loose = timer_of(20000, fun(N) -> ok = dets:insert(Table, {N, Value}) end),
    io:format("unsynced|~.1f~n", [Loose]),
    Get = timer_of(20000, fun(N) -> [_] = dets:lookup(Table, (N * 7919) rem 50000) end),
    io:format("get|~.1f~n", [Get]),
    dets:close(Table),
    file:delete(File),
    ok.

timer_of(Times, Fun) ->
    {Time, _} = timer:tc(fun() -> [Fun(N) || N <- lists:seq(0, Times - 1)] end),
    Time * 1000 / Times.
